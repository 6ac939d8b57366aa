// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace propos::cli {

/// Which files of a folder, and which members of an archive, are looked at.
struct Choice {
  std::vector<std::string> include, exclude;   ///< globs; one with a slash is for the whole path, another for the name
  std::vector<std::string> endings;            ///< those with one of these alone; all where none
  bool hidden = false;                         ///< also those whose name begins with a dot

  /// `path` inside the folder or archive. Annotations (.ann, .gold.json), which stand beside their text, are not taken.
  bool takes(const std::string& path) const;
};

/// A file to read, or the reason why it cannot be.
struct InputFile {
  std::string path;            ///< "-" for standard input
  std::uintmax_t size = 0;     ///< 0 where not known
  std::string failure, skip;   ///< one of them not empty where it is not read
  dev_t device = 0;            ///< that it is on; 0 for standard input
  ino_t number = 0;            ///< of it there
  mode_t mode = 0;             ///< what it is, as stat says
  bool named = false;          ///< by the user, not found in a folder
};

/// The files that `paths` name, in their order; folders are searched through, by name. A link is followed, but nothing is
/// taken twice because of one, so that links in a circle end.
std::vector<InputFile> find_files(const std::vector<std::string>& paths, const Choice& choice);

/// The paths in a file, or standard input for "-": a line each, or each with a zero behind it. Throws Error.
std::vector<std::string> read_paths(const std::string& path, bool zeros);

/// The ending of a path, with its dot, in lower case.
std::string ending_of(const std::string& path);

/// `path` as one below a folder: without what leads out of it, and no part longer than a file system takes.
std::string path_below(const std::string& path);

/// `path` with every byte that stands for no letter, digit or one of `-._~/!:` as %XX.
std::string percent_encoded(const std::string& path);

}   // namespace propos::cli
