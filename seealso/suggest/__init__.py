"""`suggest`: what an author's archive could still link, and has not.

    sightings   where the words of titles stand, in one pass over everything
    wording     how they are written there, and whether they may be meant as a title at all
    ranking     of those that may, how likely it is: a number from 0 to 1, and their order
    phrases     words for referring that seealso does not know
    ends        articles that nobody refers to, and such that refer to none
    applying    a chosen mention, made a wikilink in the author's file
    telling     all of this in plain text, or as JSON
    command     the command itself

Precision first, as with references: a list whose first entries are nonsense is not read a second time.
"""
