
# Without a command it is `open`, whose records are files.
complete -c almoner -n '__almoner_should_offer_completions_for_flags_or_options almoner' -F
