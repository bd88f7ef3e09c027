#include "worker/typegen/names.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace masterbus::typegen {
namespace {

bool is_word(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0; }

/// Line ends become spaces: a comment stays on its line.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char letter) { return letter == '\n' || letter == '\r'; }, ' ');
  return line;
}

}  // namespace

std::string pascal_case(std::string_view name) {
  std::string words;
  bool begins = true;
  for (const char letter : name) {
    if (is_word(letter)) {
      words += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    }
    begins = !is_word(letter);
  }
  return words;
}

std::string camel_case(std::string_view name) {
  std::string words = pascal_case(name);
  if (!words.empty()) words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return words;
}

std::string row_name(std::string_view view) { return pascal_case(view) + "Row"; }

std::string property(std::string_view name) {
  const bool plain =
      !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
      std::all_of(name.begin(), name.end(), [](char letter) { return is_word(letter) || letter == '_'; });
  return plain ? std::string(name) : json_quoted(name);
}

std::string json_quoted(std::string_view text) { return nlohmann::json(std::string(text)).dump(); }

std::string doc_comment(std::string_view text, std::string_view indent) {
  std::string line = one_line(text);
  for (auto at = line.find("*/"); at != std::string::npos; at = line.find("*/", at)) line.replace(at, 2, "* /");
  return line.empty() ? line : std::string(indent) + "/** " + line + " */\n";
}

std::string prisma_comment(std::string_view text, std::string_view indent) {
  const std::string line = one_line(text);
  return line.empty() ? line : std::string(indent) + "/// " + line + "\n";
}

}  // namespace masterbus::typegen
