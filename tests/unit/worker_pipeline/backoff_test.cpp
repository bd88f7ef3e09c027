#include "worker/pipeline/backoff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace masterbus::pipeline {
namespace {

using std::chrono::milliseconds;

TEST(Backoff, StaysWithinItsBoundsHoweverOftenItIsAsked) {
  Backoff backoff(milliseconds(100), milliseconds(30'000), 7);
  for (int attempt = 0; attempt < 10'000; ++attempt) {
    const auto pause = backoff.next();
    ASSERT_GE(pause, milliseconds(100));
    ASSERT_LE(pause, milliseconds(30'000));
  }
}

TEST(Backoff, TheCeilingDoublesFromTheLeast) {
  milliseconds longest[4]{};
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Backoff backoff(milliseconds(1), milliseconds(250), seed);
    for (auto& most : longest) most = std::max(most, backoff.next());
  }
  EXPECT_EQ(longest[0], milliseconds(2));
  EXPECT_EQ(longest[1], milliseconds(4));
  EXPECT_EQ(longest[2], milliseconds(8));
  EXPECT_EQ(longest[3], milliseconds(16));
}

TEST(Backoff, JitterSpreadsOverTheWholeRange) {
  Backoff backoff(milliseconds(1), milliseconds(1000), 3);
  for (int attempt = 0; attempt < 20; ++attempt) backoff.next();
  std::set<long> deciles;
  for (int attempt = 0; attempt < 500; ++attempt) deciles.insert(backoff.next().count() / 101);
  EXPECT_EQ(deciles.size(), 10U);
}

TEST(Backoff, ResetBeginsAnew) {
  Backoff backoff(milliseconds(1), milliseconds(1000), 3);
  for (int attempt = 0; attempt < 10; ++attempt) backoff.next();
  backoff.reset();
  EXPECT_LE(backoff.next(), milliseconds(2));
}

TEST(Backoff, AMostBelowTheLeastIsTheLeast) {
  Backoff backoff(milliseconds(10), milliseconds(1), 3);
  EXPECT_EQ(backoff.next(), milliseconds(10));
}

}  // namespace
}  // namespace masterbus::pipeline
