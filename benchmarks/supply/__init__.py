"""What the program is installed with: which packages, brought by which, under which licences."""
