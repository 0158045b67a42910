"""How things show themselves: a module for each medium, in it a function for each kind of record, by its name in small letters.

A record of a lower floor asks for its view by `globalfirm.ground.first_use.view_of`.
"""
