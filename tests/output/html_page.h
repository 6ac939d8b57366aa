// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace propos::output {

/// What a browser would make of a page, read by gumbo.
struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;   ///< of it and all inside

  std::string operator[](const std::string& attribute) const {
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? "" : found->second;
  }
};

/// All elements in order of the page, and how many mistakes the parser had to put right.
std::pair<std::vector<Element>, std::size_t> read_page(std::string_view page);

}   // namespace propos::output
