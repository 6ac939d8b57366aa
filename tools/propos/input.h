// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace propos::cli {

/// All bytes of a file, or of standard input for "-". Throws Error with the path and the reason; where there are more than
/// `most`, it reads no further.
std::string read_file(const std::string& path, std::size_t most = std::numeric_limits<std::size_t>::max() - 1);

/// The same, in UTF-8. `encoding` as propos::to_utf8 takes it; empty: what the bytes say.
std::string read_text(const std::string& path, const std::string& encoding);

/// Throws Error where the file at `output`, or standard output for an empty path, is one of `inputs`: it would replace what
/// it is made of.
void refuse_output_onto_input(const std::string& output, const std::vector<std::string>& inputs);

/// Throws Error where `folder`, to which is written, is inside one of the folders among `inputs`. An empty one is none.
void refuse_folder_inside_input(const std::string& folder, const std::vector<std::string>& inputs);

}   // namespace propos::cli
