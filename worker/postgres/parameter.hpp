#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace masterbus::postgres {

/// One statement parameter in text format; nullptr or std::nullopt is NULL. Holds its own copy of short values; a
/// std::string is only referred to, so that large key arrays are not copied: use it within one call expression.
class Parameter {
public:
  Parameter(std::nullptr_t) noexcept {}                                 // NOLINT(google-explicit-constructor)
  Parameter(std::nullopt_t) noexcept {}                                 // NOLINT(google-explicit-constructor)
  Parameter(const char* text) noexcept : text_(text) {}                 // NOLINT(google-explicit-constructor)
  Parameter(const std::string& text) noexcept : text_(text.c_str()) {}  // NOLINT(google-explicit-constructor)
  Parameter(std::string_view text) : owned_(std::string(text)) {}       // NOLINT(google-explicit-constructor)
  Parameter(bool value) noexcept : text_(value ? "true" : "false") {}   // NOLINT(google-explicit-constructor)
  template <std::integral Integer>
  requires(!std::same_as<Integer, bool>) Parameter(Integer value)
      : owned_(std::to_string(value)) {}  // NOLINT(google-explicit-constructor)
  template <typename Text>
  Parameter(const std::optional<Text>& text) {  // NOLINT(google-explicit-constructor)
    if (text) owned_ = std::string(*text);
  }

  /// Null-terminated text, or nullptr for NULL.
  const char* c_str() const noexcept { return owned_ ? owned_->c_str() : text_; }

private:
  const char* text_ = nullptr;
  std::optional<std::string> owned_;
};

}  // namespace masterbus::postgres
