// SPDX-License-Identifier: Apache-2.0
#include "propos/encoding.h"

#include <unicode/ucnv.h>

#include <boost/locale/encoding.hpp>

#include "propos/error.h"

namespace propos {

std::string to_utf8(std::string_view bytes, std::string_view encoding) {
  const std::string name(encoding);
  if (name.empty()) throw Error("expected the name of an encoding");
  // Boost.Locale leaves bytes without a meaning out; where there are any, ICU puts U+FFFD in their place.
  try {
    return boost::locale::conv::to_utf<char>(bytes.data(), bytes.data() + bytes.size(), name, boost::locale::conv::stop);
  } catch (const boost::locale::conv::invalid_charset_error&) {
    throw Error("expected the name of an encoding; «" + name + "» is none");
  } catch (const boost::locale::conv::conversion_error&) {
  }
  UErrorCode status = U_ZERO_ERROR;
  std::string out(bytes.size() * 3 + 16, '\0');
  const std::int32_t size = ucnv_convert("UTF-8", name.c_str(), out.data(), static_cast<std::int32_t>(out.size()), bytes.data(),
                                         static_cast<std::int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) throw Error("the text cannot be read as " + name + ": " + u_errorName(status));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace propos
