// SPDX-License-Identifier: Apache-2.0
#pragma once

/// PROPOS_API marks what the shared library exports; everything else is hidden.
#if defined(__GNUC__)
#define PROPOS_API __attribute__((visibility("default")))
#else
#define PROPOS_API
#endif
