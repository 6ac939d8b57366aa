// SPDX-License-Identifier: Apache-2.0
#include "lexicon/keys.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "propos/error.h"

namespace propos::lexicon {
namespace {

// A head: what kind of node it is, whether it has a number, and a count of bytes or branches; 0 where
// that has a byte of its own, less one.
enum Kind : unsigned { leaf = 0u << 6, run = 1u << 6, branch = 2u << 6, branch_and_node = 3u << 6 };
constexpr unsigned kind_mask = 3u << 6, has_number = 1u << 5, count_mask = has_number - 1;
constexpr std::size_t most_counted = 256;
constexpr std::size_t three_bytes = 3;
constexpr std::size_t most_compared = 6;        // labels, one by one
constexpr std::uint32_t most_told = 1u << 24;   // by three bytes

// Numbers of keys: seven bits a byte, the low ones first; a set high bit says that more follow.
constexpr unsigned more = 1u << 7;

void append_number(std::uint32_t number, std::string& out) {
  for (; number >= more; number >>= 7) out += static_cast<char>((number & (more - 1)) | more);
  out += static_cast<char>(number);
}

std::uint32_t read_number(const unsigned char* at) noexcept {
  std::uint32_t out = 0;
  for (int shift = 0;; shift += 7) {
    out |= (*at & (more - 1)) << shift;
    if ((*at++ & more) == 0) return out;
  }
}

const unsigned char* behind_number(const unsigned char* at) noexcept {
  while ((*at++ & more) != 0) {
  }
  return at;
}

std::uint32_t read_three(const unsigned char* at) noexcept {
  return at[0] | std::uint32_t{at[1]} << 8 | std::uint32_t{at[2]} << 16;
}

void put_three(std::uint32_t value, char* at) {
  if (value >= most_told) throw Error("the lexicon has become too large");
  for (std::size_t i = 0; i < three_bytes; ++i) at[i] = static_cast<char>(value >> 8 * i);
}

/// Builds the automaton key by key: what can get no more branches is looked up among the nodes that there are (Daciuk, Mihov,
/// Watson and Watson, Incremental Construction of Minimal Acyclic Finite-State Automata, 2000).
class Tree {
 public:
  struct Node {
    std::uint32_t number = no_key;
    std::vector<std::pair<char, std::uint32_t>> branches;
  };

  void add(std::string_view key, std::uint32_t number) {
    std::size_t same = 0;
    while (same < std::min(key.size(), last_.size()) && key[same] == last_[same]) ++same;
    close(same);
    for (std::size_t i = same; i < key.size(); ++i) open_.emplace_back();
    open_.back().number = number;
    last_ = key;
  }
  std::uint32_t finish() {
    close(0);
    return made(open_[0]);
  }
  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  void close(std::size_t depth) {
    while (open_.size() > depth + 1) {
      const std::uint32_t node = made(open_.back());
      open_.pop_back();
      open_.back().branches.emplace_back(last_[open_.size() - 1], node);
    }
  }
  std::uint32_t made(const Node& node) {
    std::string look(reinterpret_cast<const char*>(&node.number), sizeof(node.number));
    for (const auto& [label, to] : node.branches) {
      look += label;
      look.append(reinterpret_cast<const char*>(&to), sizeof(to));
    }
    const auto [at, fresh] = numbers_.try_emplace(std::move(look), static_cast<std::uint32_t>(nodes_.size()));
    if (fresh) nodes_.push_back(node);
    return at->second;
  }

  std::vector<Node> nodes_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<Node> open_ = std::vector<Node>(1);   // along the last key
  std::string_view last_;
};

class Writer {
 public:
  explicit Writer(const std::vector<Tree::Node>& nodes) : nodes_(nodes), places_(nodes.size(), no_key), uses_(nodes.size(), 0) {
    for (const Tree::Node& node : nodes) {   // what a node leads to stands before it
      keys_.push_back(node.number != no_key ? 1 : 0);
      for (const auto& [label, to] : node.branches) {
        ++uses_[to];
        keys_.back() += keys_[to];
      }
    }
  }

  std::string write(std::uint32_t root) {
    write_from(root);
    while (!waiting_.empty()) {
      const auto [at, node] = waiting_.back();
      waiting_.pop_back();
      if (places_[node] == no_key) write_from(node);
      put_three(places_[node], out_.data() + at);
    }
    return std::move(out_);
  }

 private:
  bool is_new(std::uint32_t node) const { return places_[node] == no_key; }

  // The node and those that follow it at once.
  void write_from(std::uint32_t number) {
    for (bool goes_on = true; goes_on;) {
      const Tree::Node& node = nodes_[number];
      places_[number] = static_cast<std::uint32_t>(out_.size());
      if (node.branches.empty()) {
        head(leaf, node, 0);
        goes_on = false;
      } else if (node.branches.size() == 1 && is_new(node.branches[0].second)) {
        number = write_run(node);
      } else {
        goes_on = write_branch(node, number);
      }
    }
  }

  void head(Kind kind, const Tree::Node& node, std::size_t count) {
    const bool numbered = node.number != no_key;
    out_ += static_cast<char>(kind | (numbered ? has_number : 0) | (count <= count_mask ? count : 0));
    if (count > count_mask) out_ += static_cast<char>(count - 1);
    if (numbered) append_number(node.number, out_);
  }
  char* room() {
    out_.resize(out_.size() + three_bytes);
    return out_.data() + out_.size() - three_bytes;
  }

  // Gives the node behind it.
  std::uint32_t write_run(const Tree::Node& node) {
    std::string bytes(1, node.branches[0].first);
    std::uint32_t to = node.branches[0].second;
    for (;;) {
      const Tree::Node& next = nodes_[to];
      if (uses_[to] > 1 || next.number != no_key || next.branches.size() != 1 || !is_new(next.branches[0].second) ||
          bytes.size() == most_counted)
        break;
      bytes += next.branches[0].first;
      to = next.branches[0].second;
    }
    head(run, node, bytes.size());
    out_ += bytes;
    return to;
  }

  // Gives whether a node is to follow at once, and sets `number` to it.
  bool write_branch(const Tree::Node& node, std::uint32_t& number) {
    // Those of many keys lie near: what is looked up is often in the cache.
    auto branches = node.branches;
    std::stable_sort(branches.begin(), branches.end(), [this](const auto& a, const auto& b) {
      return std::pair(is_new(a.second), keys_[a.second]) < std::pair(is_new(b.second), keys_[b.second]);
    });
    const bool follows = is_new(branches.back().second);
    head(follows ? branch_and_node : branch, node, branches.size());
    for (const auto& [label, to] : branches) out_ += label;
    for (std::size_t b = 0; b + (follows ? 1 : 0) < branches.size(); ++b)
      waiting_.emplace_back(room() - out_.data(), branches[b].second);
    number = branches.back().second;
    return follows;
  }

  const std::vector<Tree::Node>& nodes_;
  std::vector<std::size_t> keys_;                                   // by node: to so many it leads
  std::vector<std::uint32_t> places_, uses_;                        // by node
  std::vector<std::pair<std::ptrdiff_t, std::uint32_t>> waiting_;   // where the place of a node is to be written
  std::string out_;
};

}   // namespace

std::string write_keys(const std::vector<std::pair<std::string_view, std::uint32_t>>& keys) {
  Tree tree;
  for (const auto& [key, number] : keys) tree.add(key, number);
  const std::uint32_t root = tree.finish();
  return Writer(tree.nodes()).write(root);
}

std::uint32_t find_key(const unsigned char* block, std::string_view key) noexcept {
  const char* byte = key.data();
  const char* const end = byte + key.size();
  for (const unsigned char* at = block;;) {
    const unsigned head = *at++;
    std::size_t count = head & count_mask;
    if (count == 0 && (head & kind_mask) != leaf) count = std::size_t{*at++} + 1;
    if (byte == end) return head & has_number ? read_number(at) : no_key;
    if (head & has_number) at = behind_number(at);
    switch (head & kind_mask) {
      case leaf: return no_key;
      case run:
        if (static_cast<std::size_t>(end - byte) < count || std::memcmp(byte, at, count) != 0) return no_key;
        byte += count;
        at += count;
        break;
      default: {
        const auto wanted = static_cast<unsigned char>(*byte++);
        const auto* label = at;
        if (count > most_compared) label = static_cast<const unsigned char*>(std::memchr(at, wanted, count));
        else
          while (label != at + count && *label != wanted) ++label;
        if (label == nullptr || label == at + count) return no_key;
        const auto number = static_cast<std::size_t>(label - at);
        at += count;
        if (number + 1 == count && (head & kind_mask) == branch_and_node) at += number * three_bytes;
        else at = block + read_three(at + number * three_bytes);
      }
    }
  }
}

}   // namespace propos::lexicon
