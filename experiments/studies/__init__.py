"""Studies: many runs of many scenarios, computed so that nothing is lost or done twice."""
