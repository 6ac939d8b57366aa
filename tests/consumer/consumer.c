// SPDX-License-Identifier: Apache-2.0
#include <propos/c.h>
#include <stdio.h>

int main(void) {
  static const char text[] = "« Nous irons jusqu'au bout », a déclaré Anne Roux.";
  propos_analyzer* analyzer = NULL;
  propos_document* document = NULL;
  if (propos_analyzer_new(NULL, &analyzer, NULL) != PROPOS_OK) return 1;
  if (propos_analyze(analyzer, text, sizeof text - 1, NULL, &document, NULL) != PROPOS_OK) return 2;
  const propos_quote* const quote = propos_document_quote(document, 0);
  if (quote == NULL || propos_version_number() != PROPOS_VERSION) return 3;
  printf("%.*s: %.*s\n", (int)quote->speaker.size, quote->speaker.data, (int)quote->text.size, quote->text.data);
  propos_document_free(document);
  propos_analyzer_free(analyzer);
  return 0;
}
