// SPDX-License-Identifier: Apache-2.0
#include "html.h"

#include <nanobind/operators.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>

#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "propos/html.h"
#include "propos/offsets.h"

namespace propos::python {
namespace {

// Of a str or of bytes.
HtmlTextHandle read(nb::handle html, const std::string& charset) {
  const bool is_str = nb::isinstance<nb::str>(html);
  const Utf8 utf8 = is_str ? Utf8(html) : Utf8();
  const std::string_view bytes = is_str ? utf8.view() : std::string_view(PyBytes_AsString(html.ptr()), nb::len(html));
  HtmlText page = [&] {
    const nb::gil_scoped_release others;
    return read_html(bytes, is_str ? "utf-8" : std::string_view(charset));
  }();
  return {to_str(page.text), std::move(page.zones)};
}

nb::tuple zones_by_index(const HtmlTextHandle& self) {
  const Utf8 utf8(self.text);
  const OffsetMap offsets(utf8.view(), OffsetUnit::codepoint);
  nb::list out;
  for (const Paragraph& zone : self.zones)
    out.append(nb::make_tuple(offsets(zone.span.begin), offsets(zone.span.end), to_str(name_of(zone.zone))));
  return nb::tuple(out);
}

}   // namespace

std::vector<Paragraph> zones_of(nb::handle zones, std::string_view text) {
  std::vector<Paragraph> out;
  std::size_t byte = 0, index = 0;
  const auto byte_of = [&](std::size_t wanted) {
    for (; index < wanted && byte < text.size(); ++index) do
        ++byte;
      while (byte < text.size() && (text[byte] & 0xC0) == 0x80);
    if (index != wanted) throw nb::value_error("expected zones in order that lie in the text and do not overlap");
    return static_cast<std::uint32_t>(byte);
  };
  for (const nb::handle given : zones) {
    std::tuple<std::size_t, std::size_t, std::string> parts;
    if (!nb::try_cast(given, parts)) throw nb::type_error("expected zones as tuples of start, end and name");
    const auto& [start, end, name] = parts;
    const std::optional<Zone> zone = from_name<Zone>(name);
    if (!zone) throw nb::value_error(("there is no zone «" + name + "»").c_str());
    const std::uint32_t begin = byte_of(start);
    out.push_back({{begin, byte_of(end)}, *zone});
  }
  return out;
}

void add_html(nb::module_& module) {
  nb::class_<HtmlTextHandle>(
      module, "HtmlText",
      "What a reader sees of a page: what ``read_html`` gives, and ``Analyzer`` takes in place of a text. Immutable.")
      .def_prop_ro(
          "text", [](const HtmlTextHandle& self) { return self.text; },
          "Its text, an empty line between blocks: what indices refer to.")
      .def_prop_ro("zones", zones_by_index,
                   nb::for_getter(nb::sig(
                       "def zones(self) -> tuple[tuple[int, int, typing.Literal['headline', 'byline', 'caption', 'credit', "
                       "'body', 'related-links', 'tags']], ...]")),
                   "What its tags say: start, end and kind, by indices of ``text``, in order. O(characters).")
      .def(
          "__eq__",
          [](const HtmlTextHandle& self, const HtmlTextHandle& other) {
            return self.text.equal(other.text) && self.zones == other.zones;
          },
          nb::is_operator(), nb::sig("def __eq__(self, other: object, /) -> bool"), "Whether text and zones are the same.")
      .def("__hash__", [](const HtmlTextHandle& self) { return nb::hash(self.text); })
      .def("__repr__",
           [](const HtmlTextHandle& self) {
             return nb::str("HtmlText({} characters, {} zones)").format(nb::len(self.text), self.zones.size());
           })
      .def(
          "__getstate__", [](const HtmlTextHandle& self) { return nb::make_tuple(self.text, zones_by_index(self)); },
          nb::sig("def __getstate__(self) -> tuple[typing.Any, ...]"))
      .def(
          "__setstate__",
          [](HtmlTextHandle& self, const std::tuple<nb::str, nb::object>& state) {
            const auto& [text, zones] = state;
            new (&self) HtmlTextHandle{text, zones_of(zones, Utf8(text).view())};
          },
          nb::sig("def __setstate__(self, state: tuple[typing.Any, ...], /) -> None"));
  module.def("read_html", read, nb::arg("html"), nb::arg("charset"),
             nb::sig("def read_html(html: str | bytes, charset: str) -> HtmlText"));
}

}   // namespace propos::python
