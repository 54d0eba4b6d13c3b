extension Manual {
  static let scriptsTopic =
    """
    Scripts: statements in a file, run every month

      almoner run FILE                       runs it
      almoner run FILE --set since=2023-09-01     with a value for its `param since`
      almoner run FILE --data PATH           on other records than its `use` names
      almoner run -                          what comes on standard input
      almoner check FILE …                   checks it against its records and runs nothing
      almoner fmt FILE …                     puts it into the one layout
      almoner fmt --check FILE …             names the files whose layout differs
      almoner fmt --stdin                    lays out standard input, for editors

    `check` reads the script's records, so that it knows every field: a script that checks
    has no misspelt name and compares nothing that can't be compared. All errors come at
    once, each with its line. With --error-format json every line on standard error is an
    object of JSON, for editors and other programs.

    `fmt` changes only blanks, line ends and the ways to write one thing; what the script
    means stays, and so do its comments. A script that is laid out stays as it is.

    A script begins with the records it asks, and may say what has to hold:

        use "samples/records" on 2023-09-30
        param least: integer = 5 "children with fewer visits are listed"
        let few = children | where count(visits) < $least
        title "Children with few visits"
        few | count by school.name
        expect "every child was visited": no children | where not exists(visits) and grade > 12

    At the prompt .run FILE name=value does what `almoner run` does, and .script FILE makes a
    script of what worked in a session. With this as its first line a script is a program:

      #!/usr/bin/env -S almoner run

    It ends with 0 where all is good, 1 where it failed while running, 2 for a wrong use of
    almoner, 3 where it does not check, 4 where an `expect` failed, 5 where the records can't
    be read, 6 where safeguarding refuses it, 130 where it was stopped (143 by SIGTERM, 129
    by SIGHUP).

    """

  static let settingsTopic =
    """
    Settings of the prompt

      ~/.config/almoner/init.dsl       dot-commands and lets, done whenever a prompt begins
      ~/.local/state/almoner/history   what you typed, readable by you only
      ~/.editrc                        keys, of every program that uses libedit

    $XDG_CONFIG_HOME and $XDG_STATE_HOME stand for ~/.config and ~/.local/state where they are
    set. An init.dsl might say

      .timer on
      .format markdown
      let unvisited = children | where not exists(visits)

    Its dot-commands are given when the prompt begins, its statements run whenever records
    are opened. What fails is told with its line, and the rest goes on. --no-init leaves it out.

    In ~/.editrc these lines make the keys those of vi, or give a key another meaning; those
    that begin with almoner: are for this program alone.

      almoner:bind -v
      almoner:bind ^W ed-delete-prev-word

    Variables: PAGER shows what is longer than the screen (cat: nothing does), VISUAL or
    EDITOR is the editor of .edit, NO_COLOR takes colours away, TERM=dumb also the keys.

    """
}
