// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace propos::cli {

/// The day that `text` begins with, « 2019-03-30 » or « 2019-03-30T08:15:00Z »; nothing for what is no day.
std::optional<std::chrono::year_month_day> day_of(std::string_view text);

/// The same of a field, where it may also be « 30/03/2019 », « 30.03.2019 » or « 20190330 ».
std::optional<std::chrono::year_month_day> day_of_field(std::string_view text);

}   // namespace propos::cli
