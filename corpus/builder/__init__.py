"""What corpus/build.py is made of: article sources, their web sites, their annotations. Standard library only."""
