#include "voltmetrics/dissolved_gas/gases.hpp"

namespace voltmetrics::dissolved_gas {

constinit const std::array<FaultCode, kFaults> kFaultCodes{{
    {"Normal", "no fault by this method"},
    {"No fault", "too little gas for this method to look for a fault"},
    {"N/A", "this method cannot be applied to these gases"},
    {"PD", "partial discharges"},
    {"D1", "discharges of low energy"},
    {"D2", "discharges of high energy"},
    {"D1/D2", "discharges, of low or high energy"},
    {"T", "thermal fault"},
    {"T1", "thermal fault below 300 °C"},
    {"T2", "thermal fault of 300 to 700 °C"},
    {"T3", "thermal fault above 700 °C"},
    {"DT", "discharge and thermal fault together"},
    {"S", "stray gassing of the oil below 200 °C"},
    {"O", "overheating below 250 °C"},
    {"C", "hot spot with carbonisation of paper"},
    {"ND", "not determined"},
}};

Checked check_ppm(const char* field, double ppm) noexcept {
  return check({field, 0, 1e6, "A concentration lies between 0 and 1000000 ppm."}, ppm);
}

}  // namespace voltmetrics::dissolved_gas
