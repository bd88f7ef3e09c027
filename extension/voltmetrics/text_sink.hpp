#pragma once

#include <charconv>
#include <cstddef>
#include <string_view>

namespace voltmetrics {

/// Writes text into memory that the caller owns; what does not fit is cut off. Never allocates. One thread at a time.
class TextSink {
public:
  constexpr TextSink(char* data, std::size_t capacity) noexcept : data_(data), capacity_(capacity) {}

  TextSink& operator<<(std::string_view text) noexcept {
    size_ += text.copy(data_ + size_, capacity_ - size_);
    return *this;
  }

  TextSink& operator<<(long long number) noexcept {
    char digits[24];
    return *this << std::string_view(digits, std::to_chars(digits, digits + sizeof digits, number).ptr - digits);
  }
  TextSink& operator<<(int number) noexcept { return *this << static_cast<long long>(number); }

  /// The shortest text that reads back as the same number: 80, 85.5 (in powers of ten only below 0.0001).
  TextSink& operator<<(double number) noexcept {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return *this << std::string_view(digits, end - digits);
  }

  /// With one decimal: 29.3. Any double fits.
  TextSink& one_decimal(double number) noexcept {
    char digits[340];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed, 1).ptr;
    return *this << std::string_view(digits, end - digits);
  }

  [[nodiscard]] constexpr std::string_view text() const noexcept { return {data_, size_}; }

private:
  char* data_;
  std::size_t capacity_;
  std::size_t size_ = 0;
};

/// Room for the longest text that the library writes.
inline constexpr std::size_t kTextCapacity = 512;

}  // namespace voltmetrics
