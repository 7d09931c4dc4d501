"""``python -m vifacts``."""

from vifacts.cli import main

if __name__ == "__main__":
    main()
