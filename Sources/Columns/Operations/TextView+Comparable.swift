/// By code points: `<` is declared with the view.
extension TextView: Comparable {}
