// SPDX-License-Identifier: Apache-2.0
#include "output/arrow.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "output/tables.h"
#include "propos/analyzer.h"

namespace propos::output {
namespace {

constexpr std::string_view text = "« Non », a dit Anne Roux. « Oui ! »";

// What a consumer sees, which releases all of it at the end.
struct Taken {
  ArrowSchema schema = {};
  ArrowArray array = {};

  Taken(const std::vector<ArrowField>& fields, const std::shared_ptr<const ArrowBatch>& batch) {
    export_schema(fields, schema);
    export_batch(batch, array);
  }
  ~Taken() {
    schema.release(&schema);
    array.release(&array);
    EXPECT_EQ(schema.release, nullptr);
    EXPECT_EQ(array.release, nullptr);
  }
  Taken(const Taken&) = delete;
  Taken& operator=(const Taken&) = delete;

  const ArrowArray& column(std::string_view name) const {
    for (std::int64_t i = 0; i < schema.n_children; ++i)
      if (schema.children[i]->name == name) return *array.children[i];
    throw std::out_of_range(std::string(name));
  }
  bool is_null(std::string_view name, int row) const {
    const auto* const valid = static_cast<const std::uint8_t*>(column(name).buffers[0]);
    return valid != nullptr && (valid[row / 8] >> row % 8 & 1) == 0;
  }
  std::string text(std::string_view name, int row) const {
    const auto* const ends = static_cast<const std::int32_t*>(column(name).buffers[1]);
    return {static_cast<const char*>(column(name).buffers[2]) + ends[row], static_cast<std::size_t>(ends[row + 1] - ends[row])};
  }
  std::int32_t number(std::string_view name, int row) const {
    return static_cast<const std::int32_t*>(column(name).buffers[1])[row];
  }
};

std::vector<ArrowField> with(std::vector<ArrowField> fields, const std::vector<ArrowField>& more) {
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

TEST(Arrow, HasTheColumnsOfTheTable) {
  const std::vector<ArrowField> fields = arrow_fields(Table::quotes);
  ASSERT_EQ(fields.size(), columns_of(Table::quotes).size());
  for (std::size_t i = 0; i < fields.size(); ++i) EXPECT_EQ(fields[i].name, columns_of(Table::quotes)[i].name);
}

TEST(Arrow, HasARowForEachQuoteAndWhatStandsBeside) {
  const Document document = Analyzer().analyze(text);
  const Label label("a.txt");
  const OffsetMap offsets(text, OffsetUnit::codepoint);
  std::string scratch;
  const std::vector<ArrowField> beside = {{"day", ArrowType::date}, {"share", ArrowType::float64}, {"number", ArrowType::int64}};
  ArrowRows rows(Table::quotes, beside);
  rows.add({document, text, label, offsets, scratch}, std::vector<ArrowValue>{std::int64_t{19000}, 0.5, {}});
  rows.add(std::vector<ArrowValue>{{}, {}, std::int64_t{1} << 40});
  const auto batch = rows.finish();
  ASSERT_EQ(rows_of(*batch), 3u);

  const Taken first(with(arrow_fields(Table::quotes), beside), batch);
  {
    const Taken second(with(arrow_fields(Table::quotes), beside), batch);   // any number of consumers
    EXPECT_EQ(second.text("speaker", 0), "Anne Roux");
  }
  EXPECT_EQ(first.text("doc", 0), "a.txt");
  EXPECT_EQ(first.text("quote", 1), "q2");
  EXPECT_EQ(first.text("text", 0), "Non");
  EXPECT_EQ(first.number("start", 0), 2);
  EXPECT_EQ(first.number("end", 0), 5);
  EXPECT_EQ(first.number("day", 1), 19000);
  EXPECT_TRUE(first.is_null("number", 0));
  EXPECT_TRUE(first.is_null("text", 2));
  EXPECT_FALSE(first.is_null("number", 2));
  EXPECT_EQ(first.column("text").null_count, 1);
}

TEST(Arrow, MendsWhatIsNotUtf8) {
  const std::string wrong = "« N\xFFn », a dit Anne Roux.";
  const Document document = Analyzer().analyze(wrong);
  ASSERT_FALSE(document.quotes.empty());
  const Label label("a\xFF");
  const OffsetMap offsets(wrong, OffsetUnit::codepoint);
  std::string scratch;
  ArrowRows rows(Table::quotes, {});
  rows.add({document, wrong, label, offsets, scratch}, {});
  const Taken taken(arrow_fields(Table::quotes), rows.finish());
  EXPECT_EQ(taken.text("doc", 0), "a\xEF\xBF\xBD");
  EXPECT_EQ(taken.text("text", 0), "N\xEF\xBF\xBDn");
}

TEST(Arrow, MayHaveNoRows) {
  ArrowRows rows(Table::mentions, {});
  const Taken taken(arrow_fields(Table::mentions), rows.finish());
  EXPECT_EQ(taken.array.length, 0);
  EXPECT_EQ(taken.column("text").length, 0);
}

}   // namespace
}   // namespace propos::output
