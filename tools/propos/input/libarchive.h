// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <archive.h>
#include <archive_entry.h>

namespace propos::cli {

/// The functions of libarchive that are called, under their names. It brings ten more libraries, of which a run over plain files
/// needs none, and so it is loaded where the first archive is opened.
class LibArchive {
 public:
  LibArchive(const LibArchive&) = delete;
  LibArchive& operator=(const LibArchive&) = delete;

  /// Stays loaded. Throws Error where it is not there. May be called from any thread.
  static const LibArchive& get();

#ifdef PROPOS_LIBARCHIVE   // its file
#define PROPOS_FUNCTION(name) decltype(&::name) const name = reinterpret_cast<decltype(&::name)>(function(#name))
#else
#define PROPOS_FUNCTION(name) decltype(&::name) const name = &::name
#endif
  PROPOS_FUNCTION(archive_read_new);
  PROPOS_FUNCTION(archive_read_free);
  PROPOS_FUNCTION(archive_read_support_filter_bzip2);
  PROPOS_FUNCTION(archive_read_support_filter_xz);
  PROPOS_FUNCTION(archive_read_support_filter_zstd);
  PROPOS_FUNCTION(archive_read_support_format_zip);
  PROPOS_FUNCTION(archive_read_support_format_tar);
  PROPOS_FUNCTION(archive_read_support_format_raw);
  PROPOS_FUNCTION(archive_read_support_format_empty);
  PROPOS_FUNCTION(archive_read_set_callback_data);
  PROPOS_FUNCTION(archive_read_set_read_callback);
  PROPOS_FUNCTION(archive_read_set_seek_callback);
  PROPOS_FUNCTION(archive_read_open1);
  PROPOS_FUNCTION(archive_read_next_header);
  PROPOS_FUNCTION(archive_read_data);
  PROPOS_FUNCTION(archive_error_string);
  PROPOS_FUNCTION(archive_set_error);
  PROPOS_FUNCTION(archive_entry_pathname);
  PROPOS_FUNCTION(archive_entry_pathname_utf8);
  PROPOS_FUNCTION(archive_entry_filetype);
  PROPOS_FUNCTION(archive_entry_hardlink);
#undef PROPOS_FUNCTION

 private:
  LibArchive() = default;
  static void* function(const char* name);
};

}   // namespace propos::cli
