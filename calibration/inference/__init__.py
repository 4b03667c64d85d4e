"""From official figures to parameters: screening, history matching, neural posteriors, checks."""
