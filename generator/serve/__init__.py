"""Live preview: shows the pages as the files say them now, watches the files, tells the open pages what changed.

    session  one run of `briefbook serve`: what is done when
    server   HTTP on the loopback: who may ask, what is sent, server-sent events
    pages    what to answer to a path, from the site's own names of files
    board    what open pages are to be told, and which are on screen
    problems, notes, editor   what is told beside a page
    link     the server's side of the process that holds the site
    bureau   that process; `messages`: what the two say to each other
    state    the site as it is held; `edited`: with some entries put in place of others
    behind   the whole build, in a process of its own
    watch    which files changed; `eyes`: what the file system tells, `hints`: when to look, `seen`: what decides,
             `scope`: what is looked at

It decides nothing about how a site is built or checked, and never opens a file because of a request.
"""
