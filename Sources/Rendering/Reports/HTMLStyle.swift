/// How a page looks: on a phone, a desk and paper, light and dark. Text has a contrast of at least 5 to 1, and nothing is said by
/// colour alone.
enum HTMLStyle {
  static let text = """
    :root { color-scheme: light dark; --ink: #1b1f24; --soft: #545d68; --line: #c9d1d9; --shade: #f3f5f7; --paper: #fff; \
    --link: #0b57b0; --good: #1a6334; --bad: #a1121d }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #a3adb8; --line: #3d444d; --shade: #1c2229; \
    --paper: #10151a; --link: #8ab8f5; --good: #7fd199; --bad: #ffaba3 } }
    * { box-sizing: border-box }
    html { -webkit-text-size-adjust: 100% }
    body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5; overflow-wrap: anywhere; \
    font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
    main { max-width: 60rem; margin: 0 auto; padding: 1.25rem 1rem 3rem }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem }
    h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .5rem }
    p { margin: .5rem 0; white-space: pre-line }
    p, li, dd, td { unicode-bidi: plaintext; text-align: left }
    a { color: var(--link) }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
    .verdict { border-left: .3rem solid; padding: .4rem .75rem; background: var(--shade); white-space: normal }
    .held strong, .held.verdict { color: var(--good) }
    .failed strong, .failed.verdict { color: var(--bad) }
    .value { font-size: 1.4rem; font-variant-numeric: tabular-nums }
    .m { color: var(--soft) }
    .small { font-size: .9rem }
    .scroll { overflow-x: auto; margin: 1rem 0; background: \
    linear-gradient(to left, var(--paper) 50%, transparent) right / 2rem 100% no-repeat local, \
    linear-gradient(to left, var(--soft), transparent) right / .6rem 100% no-repeat scroll }
    table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums }
    caption { text-align: left; color: var(--soft); padding-bottom: .25rem; white-space: nowrap }
    th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; \
    font-weight: normal; white-space: nowrap; overflow-wrap: normal }
    thead th { background: var(--shade); border-bottom: 2px solid var(--soft); font-weight: 600 }
    tfoot th, tfoot td { border-top: 2px solid var(--soft); font-weight: 600 }
    th.n, td.n { text-align: right }
    th.w, td.w { white-space: pre-line; min-width: 16rem; max-width: 32rem; overflow-wrap: anywhere }
    pre { overflow-x: auto; padding: .75rem; background: var(--shade); overflow-wrap: normal }
    figure { margin: 1rem 0; break-inside: avoid }
    figcaption, summary { color: var(--soft); font-size: .92rem }
    .checks { list-style: none; padding: 0 }
    .checks li { margin: .4rem 0 }
    dl { display: grid; grid-template-columns: fit-content(40%) 1fr; gap: .2rem 1rem; margin: .5rem 0 }
    dt { color: var(--soft) }
    dd { margin: 0 }
    .hashes { padding-left: 1.2rem }
    code { font-size: .85em }
    @media print {
    :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --shade: #f3f3f3; --paper: #fff; --link: #000; \
    --good: #000; --bad: #000 }
    @page { margin: 16mm 14mm }
    body { font-size: 10pt }
    main { max-width: none; padding: 0 }
    a { text-decoration: none }
    .scroll { overflow: visible; background: none }
    table { font-size: 8.5pt }
    th, td { white-space: normal; overflow-wrap: anywhere; padding: .2rem .4rem }
    th.n, td.n { white-space: nowrap }
    th.w, td.w { min-width: 0 }
    thead { display: table-header-group }
    tfoot { display: table-row-group }
    details { display: none }
    tr, dd { break-inside: avoid }
    h1, h2, caption, thead { break-after: avoid }
    }
    """
}
