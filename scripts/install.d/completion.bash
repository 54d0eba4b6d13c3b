
# Without a command it is `open`, which what stands above does not complete.
_almoner_or_open() {
    # Each command has a function of its own above.
    if declare -F "_almoner_${COMP_WORDS[1]}" >/dev/null; then
        _almoner "$@"
        return
    fi
    local -a commands=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        _almoner "$@"
        commands=("${COMPREPLY[@]}")
    fi
    COMP_WORDS=("${COMP_WORDS[0]}" open "${COMP_WORDS[@]:1}")
    COMP_CWORD=$((COMP_CWORD + 1))
    COMP_LINE=${COMP_LINE/ / open }
    COMP_POINT=$((COMP_POINT + 5))
    COMPREPLY=()
    _almoner "$@"
    COMPREPLY+=("${commands[@]}")
}
complete -o filenames -F _almoner_or_open almoner
