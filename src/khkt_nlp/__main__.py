"""`python -m khkt_nlp`: the command line where its script is not on the path."""

from khkt_nlp.cli import main

if __name__ == "__main__":
    main()
