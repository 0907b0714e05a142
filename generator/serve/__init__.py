"""Live preview: builds, serves the last good build from memory, watches the files, tells the open pages what changed.

    watch    which files changed, from hints of the file system and a scan that decides
    board    the last good build and its problems, and waiting for news
    pages    what to answer to a path, from the build's own map of files
    server   HTTP on the loopback: who may ask, what is sent, server-sent events
    session  one run of `briefbook serve`

It decides nothing about how a site is built or checked, and never opens a file because of a request.
"""
