// SPDX-License-Identifier: Apache-2.0
#pragma once

/// All of Propos: text in, who said what out.
///
///   propos::Analyzer analyzer;
///   std::string text = "« Nous irons », a déclaré Anne Roux.";
///   propos::Document document = analyzer.analyze(text);
///   for (const propos::Quote& quote : document.quotes)
///     std::cout << quote.speaker.name << ": " << quote.spans.front().of(text) << '\n';

#include "propos/analyzer.h"
#include "propos/document.h"
#include "propos/encoding.h"
#include "propos/error.h"
#include "propos/offsets.h"
#include "propos/output.h"
#include "propos/span.h"
#include "propos/version.h"
