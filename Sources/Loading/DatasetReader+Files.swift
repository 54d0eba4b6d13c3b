import Diagnostics

/// One of the files that a dataset is made of, as it is, compressed or not.
package struct DatasetFile {
  /// Relative to the dataset's folder.
  package let name: String
  private let file: DataFile

  init(name: String, file: DataFile) {
    self.name = name
    self.file = file
  }

  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(file.bytes) }
  /// What to say where the file is no longer what was opened.
  package var change: Diagnostic? { file.change }
}

extension DatasetReader {
  /// All files of a dataset at one path: what a folder holds, or the descriptor and what it names.
  package func openFiles() throws(Diagnostic) -> [DatasetFile] {
    var files: [DatasetFile] = []
    for (path, name) in location.files.found where path != "-" {
      files.append(DatasetFile(name: name, file: try DataFile.openAsItIs(path, name: name)))
    }
    return files
  }
}
