extension TextView: Comparable {}
