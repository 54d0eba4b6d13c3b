
# Without a command it is `open`, whose records are files.
complete -c almoner -n 'not __fish_seen_subcommand_from open run check schema fmt help' -F
