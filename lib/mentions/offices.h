// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "hash.h"

namespace propos::mentions {

/// An office that somebody held, from a day to the one before `until`.
struct Office {
  std::string_view head;   // the class of the function: « premier ministre »
  std::string_view of;     // what is led: « Belgique »; several names of it with | between them
  std::chrono::sys_days from, until;
};

/// lib/fr/office-holders.tsv, by the key of the person (Entity::key). Read once a process; threads may share it. Throws Error
/// for a line that does not read.
const ViewMap<std::vector<Office>>& office_holders();

}   // namespace propos::mentions
