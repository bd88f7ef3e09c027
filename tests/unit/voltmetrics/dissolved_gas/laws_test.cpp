/// Laws of dissolved gas analysis, the triangles against their published polygons, and a fuzz.
#include <cmath>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/unit/voltmetrics/csv_table.hpp"
#include "voltmetrics/dissolved_gas/duval.hpp"
#include "voltmetrics/dissolved_gas/ratios.hpp"
#include "voltmetrics/dissolved_gas/typical_values.hpp"

namespace voltmetrics::dissolved_gas {
namespace {

constexpr int kRounds = 200000;

struct Point {
  double x;
  double y;
};
using Zones = std::map<std::string, std::vector<Point>>;

Zones zones(const std::string& triangle) {
  Zones zones;
  for (const auto& row : vectors::csv_table("engineering/duval_polygons.csv"))
    if (row.at("triangle") == triangle)
      zones[row.at("zone")].push_back({vectors::number(row, "p1_percent"), vectors::number(row, "p2_percent")});
  return zones;
}

/// Distance of a point from a segment.
double distance(const Point& p, const Point& a, const Point& b) {
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  if (length == 0) return std::hypot(p.x - a.x, p.y - a.y);
  const double along = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / (length * length);
  const double t = std::min(1.0, std::max(0.0, along));
  return std::hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
}

struct Place {
  bool inside = false;
  double from_edge = 1e9;
};
Place place(const Point& p, const std::vector<Point>& polygon) {
  Place found;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point& a = polygon[i];
    const Point& b = polygon[(i + 1) % polygon.size()];
    found.from_edge = std::min(found.from_edge, distance(p, a, b));
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) found.inside = !found.inside;
  }
  return found;
}

/// The zone whose polygon holds the point; empty next to an edge, where the rule of ties decides.
std::string zone_of(const Zones& zones, const Point& p) {
  std::string found;
  for (const auto& [zone, polygon] : zones) {
    const Place where = place(p, polygon);
    if (where.from_edge < 1e-6) return "";
    if (where.inside) found = zone;
  }
  return found;
}

struct Shares {
  double a;
  double b;
  double c;
};
Shares random_shares(std::mt19937& random) {
  std::exponential_distribution<double> share;
  const double a = share(random);
  const double b = share(random);
  const double c = share(random);
  const double sum = a + b + c;
  return {100 * a / sum, 100 * b / sum, 100 * c / sum};
}

TEST(DissolvedGasLaws, TheTrianglesAreTheirPublishedPolygons) {
  std::mt19937 random{104};
  const Zones first = zones("1");
  const Zones fourth = zones("4");
  ASSERT_EQ(first.size(), 7U);
  ASSERT_EQ(fourth.size(), 5U);
  std::uniform_real_distribution<double> scale(0.01, 50);
  for (int round = 0; round < kRounds; ++round) {
    const auto [a, b, c] = random_shares(random);
    const double k = scale(random);
    const std::string zone_1 = zone_of(first, {a, b});
    if (!zone_1.empty()) {
      EXPECT_EQ(code_of(duval_triangle_1(k * a, k * b, k * c).value()), zone_1) << a << " " << b;
    }
    const std::string zone_4 = zone_of(fourth, {a, b});
    if (!zone_4.empty()) {
      EXPECT_EQ(code_of(duval_triangle_4(k * a, k * b, k * c).value()), zone_4) << a << " " << b;
    }
  }
}

TEST(DissolvedGasLaws, WithoutGasThereIsNoPointInATriangle) {
  EXPECT_FALSE(duval_triangle_1(0, 0, 0));
  EXPECT_FALSE(duval_triangle_4(0, 0, 0));
  EXPECT_EQ(duval_triangle_1(5e-324, 0, 0), Fault::pd);
  EXPECT_EQ(duval_triangle_1(0, 5e-324, 0), Fault::d1);
  EXPECT_EQ(duval_triangle_4(0, 5e-324, 0), Fault::o);
}

TEST(DissolvedGasLaws, AnyConcentrationsHaveADiagnosis) {
  std::mt19937 random{1973};
  const double odd[] = {0, 5e-324, 1e-300, 0.5, 1, 2, 50, 65, 100, 120, 200, 240, 350, 1e6};
  const auto any = [&]() -> double {
    if (random() % 2 == 0) return odd[random() % std::size(odd)];
    return std::pow(10.0, std::uniform_real_distribution<double>(-3, 6)(random));
  };
  std::set<Fault> met;
  for (int round = 0; round < kRounds; ++round) {
    const double h2 = any(), ch4 = any(), c2h6 = any(), c2h4 = any(), c2h2 = any(), co = any();
    const Ratios ratios{ratio(c2h2, c2h4), ratio(ch4, h2), ratio(c2h4, c2h6)};
    const bool complete = ratios.c2h2_c2h4 && ratios.ch4_h2 && ratios.c2h4_c2h6;
    for (const auto& each : {ratios.c2h2_c2h4, ratios.ch4_h2, ratios.c2h4_c2h6}) EXPECT_GE(each.value_or(0), 0);
    EXPECT_EQ(rogers(ratios) == Fault::not_applicable, !complete);
    EXPECT_EQ(iec_60599(ratios) == Fault::not_applicable, !complete);
    met.insert({rogers(ratios), iec_60599(ratios), doernenburg(h2, ch4, c2h6, c2h4, c2h2, co)});
    EXPECT_EQ(duval_triangle_1(ch4, c2h2, c2h4).has_value(), ch4 + c2h2 + c2h4 > 0);
    EXPECT_EQ(duval_triangle_4(h2, c2h6, ch4).has_value(), h2 + c2h6 + ch4 > 0);
  }
  EXPECT_GE(met.size(), 12U);
}

TEST(DissolvedGasLaws, ConcentrationsAreRefusedOutsideTheirRange) {
  EXPECT_TRUE(check_ppm("h2_ppm", 0).ok());
  EXPECT_TRUE(check_ppm("h2_ppm", 1e6).ok());
  for (const double bad : {-1e-9, 1000001.0, double(NAN), double(INFINITY)}) {
    EXPECT_FALSE(check_ppm("h2_ppm", bad).ok());
    EXPECT_STREQ(check_ppm("h2_ppm", bad).status.field, "h2_ppm");
  }
}

TEST(DissolvedGasLaws, MoreGasNeverLowersAStatus) {
  for (const double n2 : {0.0, 1000.0, 100000.0})
    for (const std::optional<double> age : {std::optional<double>{}, {5.0}, {10.0}, {30.0}, {30.5}}) {
      const TypicalValues& typical = typical_values(15000, n2, age);
      for (int i = 0; i < kGases; ++i) {
        EXPECT_LE(typical.percentile_90[i], typical.percentile_95[i]);
        int previous = 1;
        for (double ppm = 0; ppm < 20000; ppm += 0.5) {
          const int now = status(typical, static_cast<Gas>(i), ppm);
          EXPECT_GE(now, previous);
          previous = now;
        }
        EXPECT_EQ(previous, 3);
      }
    }
}

}  // namespace
}  // namespace voltmetrics::dissolved_gas
