// SPDX-License-Identifier: Apache-2.0
#include "input/libarchive.h"

#include <dlfcn.h>

#include "messages.h"
#include "propos/error.h"

namespace propos::cli {

#ifdef PROPOS_LIBARCHIVE
void* LibArchive::function(const char* name) {
  void* const library = dlopen(PROPOS_LIBARCHIVE, RTLD_NOW | RTLD_LOCAL);   // counts how often, and is never closed
  void* const out = library == nullptr ? nullptr : dlsym(library, name);
  if (out == nullptr) throw Error(tr("archives are read by libarchive, which cannot be loaded: {}", dlerror()));
  return out;
}
#endif

const LibArchive& LibArchive::get() {
  static const LibArchive library;   // where it cannot be loaded, the next archive tries again
  return library;
}

}   // namespace propos::cli
