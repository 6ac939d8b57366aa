// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input/source.h"

/// What a stream holds, by its first bytes and its name.
namespace propos::cli {

enum class Container { none, gzip, bzip2, xz, zstd, zip, tar };

/// By content alone: names are wrong too often.
Container container_of(Stream& stream);

/// Of what is no container. Throws Skip for what is known and no text: a picture, a PDF.
Kind kind_of(Stream& stream, const Origin& origin);

/// Whether a file that begins so was written by propos extract.
bool is_own(std::string_view head);

/// The endings of the names of a kind, the first the usual one; none for by_name.
std::vector<std::string> endings_of(Kind kind);

/// The most bytes that a text may have before it is converted.
std::size_t longest_text(Format format);

/// What is said of "-" in messages is "standard input".
std::string shown(const std::string& place);

}   // namespace propos::cli
