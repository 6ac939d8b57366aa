// SPDX-License-Identifier: Apache-2.0
#include <new>

#include "c/handles.h"
#include "propos/error.h"
#include "propos/version.h"

/// Numbers of values, their names, and errors.
namespace propos::c {
namespace {

// The numbers of C are those of C++; where the last ones agree, so do the others, which have the same names in the same order.
template <class Enum>
constexpr bool same(Enum value, int number) {
  return static_cast<int>(value) == number;
}
static_assert(same(ErrorKind::rules, PROPOS_RULES - 1) && same(ErrorKind::html, PROPOS_HTML - 1));
static_assert(same(OffsetUnit::utf8, PROPOS_UTF8) && same(OffsetUnit::codepoint, PROPOS_CODEPOINT));
static_assert(same(Language::french, PROPOS_FRENCH) && same(Language::detect, PROPOS_DETECT));
static_assert(same(Limit::unmet, PROPOS_UNMET) && same(Limit::time, PROPOS_LIMIT_TIME));
static_assert(same(Zone::headline, PROPOS_HEADLINE) && same(Zone::tags, PROPOS_TAGS));
static_assert(same(EntityType::person, PROPOS_PERSON) && same(EntityType::place, PROPOS_PLACE));
static_assert(same(MentionForm::name, PROPOS_NAME) && same(MentionForm::pronoun, PROPOS_PRONOUN));
static_assert(same(Gender::unknown, PROPOS_GENDER_UNKNOWN) && same(Gender::feminine, PROPOS_FEMININE));
static_assert(same(QuoteType::direct, PROPOS_DIRECT) && same(QuoteType::term, PROPOS_TERM));
static_assert(same(CueKind::verb, PROPOS_VERB) && same(CueKind::typography, PROPOS_TYPOGRAPHY));
static_assert(same(Stance::asserted, PROPOS_ASSERTED) && same(Stance::hypothetical, PROPOS_HYPOTHETICAL));
static_assert(same(SpeakerBy::name, PROPOS_BY_NAME) && same(SpeakerBy::previous_speaker, PROPOS_BY_PREVIOUS_SPEAKER));
static_assert(same(SpeakerKind::unknown, PROPOS_KIND_UNKNOWN) && same(SpeakerKind::document, PROPOS_KIND_DOCUMENT));
static_assert(same(Table::quotes, PROPOS_QUOTES) && same(Table::entities, PROPOS_ENTITIES));
static_assert(same(Format::conll, PROPOS_CONLL) && same(Format::displacy, PROPOS_DISPLACY));
static_assert(PROPOS_NONE == none);

std::string_view name_of_status(std::uint32_t status) noexcept {
  switch (status) {
    case PROPOS_OK: return "ok";
    case PROPOS_ARGUMENT: return "argument";
    case PROPOS_SINK: return "sink";
    case PROPOS_NO_MEMORY: return "no-memory";
    case PROPOS_INTERNAL: return "internal";
    default: return name_of(static_cast<ErrorKind>(status - 1));
  }
}

template <class Enum>
std::string_view name_of_number(std::uint32_t value) noexcept {
  return name_of(static_cast<Enum>(value));
}

propos_status fail(propos_error** out, propos_status status, std::string_view message, const Error* known = nullptr) noexcept
    try {
  if (out == nullptr) return status;
  *out = new OwnedError(status, message, known);
  return status;
} catch (const std::bad_alloc&) {
  return status;
}

}   // namespace

OwnedError::OwnedError(propos_status error_status, std::string_view error_message, const Error* known)
    : propos_error{}, message_text(error_message) {
  status = error_status;
  if (known != nullptr) {
    file_name = known->file();
    line = known->line();
    column = known->column();
  }
  message = string(message_text);
  file = string(file_name);
}

propos_status status_of_thrown(propos_error** error) noexcept {
  try {
    throw;
  } catch (const Error& known) {
    return fail(error, status_of(known), known.what(), &known);
  } catch (const Misuse& misuse) {
    return fail(error, PROPOS_ARGUMENT, misuse.what());
  } catch (const SinkEnded&) {
    return fail(error, PROPOS_SINK, "the sink wanted no more");
  } catch (const std::bad_alloc&) {
    return fail(error, PROPOS_NO_MEMORY, "out of memory");
  } catch (const std::exception& other) {
    return fail(error, PROPOS_INTERNAL, other.what());
  } catch (...) {
    return fail(error, PROPOS_INTERNAL, "unknown exception");
  }
}

}   // namespace propos::c

using namespace propos;

propos_string propos_version(void) { return c::string(version()); }

uint32_t propos_version_number(void) { return PROPOS_VERSION; }

propos_string propos_name(propos_enum which, uint32_t value) {
  using Names = std::string_view (*)(std::uint32_t) noexcept;
  static constexpr Names names[] = {
      c::name_of_status,
      c::name_of_number<OffsetUnit>,
      c::name_of_number<Language>,
      c::name_of_number<Limit>,
      c::name_of_number<Zone>,
      c::name_of_number<EntityType>,
      c::name_of_number<MentionForm>,
      c::name_of_number<Gender>,
      c::name_of_number<QuoteType>,
      c::name_of_number<CueKind>,
      c::name_of_number<Stance>,
      c::name_of_number<SpeakerBy>,
      c::name_of_number<SpeakerKind>,
      c::name_of_number<Table>,
      c::name_of_number<Format>,
  };
  const auto index = static_cast<std::size_t>(which);
  return c::string(index < std::size(names) && value <= 0xFF ? names[index](value) : std::string_view());
}

void propos_error_free(propos_error* error) { delete static_cast<c::OwnedError*>(error); }
