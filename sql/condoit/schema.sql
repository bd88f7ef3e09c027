-- Condoit's tables: word for word what `prisma migrate` (6 and later) makes of schema.prisma, then the table in which
-- Prisma records its migrations. Names are unqualified: search_path says into which schema they go.

-- CreateEnum
CREATE TYPE "UserRole" AS ENUM ('ADMIN', 'MANAGER', 'ENGINEER', 'TECHNICIAN', 'VIEWER');

-- CreateEnum
CREATE TYPE "EquipmentStatus" AS ENUM ('IN_SERVICE', 'OUT_OF_SERVICE', 'STANDBY');

-- CreateEnum
CREATE TYPE "ConductorMaterial" AS ENUM ('COPPER', 'ALUMINUM');

-- CreateEnum
CREATE TYPE "ConnectionType" AS ENUM ('BOLTED', 'CRIMPED', 'LUGGED', 'PLUG_IN', 'WELDED');

-- CreateEnum
CREATE TYPE "MountType" AS ENUM ('SURFACE', 'FLUSH', 'FLOOR', 'PAD', 'POLE');

-- CreateEnum
CREATE TYPE "EnclosureType" AS ENUM ('NEMA_1', 'NEMA_3R', 'NEMA_4', 'NEMA_4X', 'NEMA_12');

-- CreateEnum
CREATE TYPE "Ventilation" AS ENUM ('GOOD', 'ADEQUATE', 'POOR');

-- CreateEnum
CREATE TYPE "SafetyLabel" AS ENUM ('SHOCK_HAZARD', 'VOLTAGE', 'ARC_FLASH', 'PPE', 'LOCKOUT_TAGOUT');

-- CreateEnum
CREATE TYPE "BreakerType" AS ENUM ('MOLDED_CASE', 'INSULATED_CASE', 'AIR_POWER', 'VACUUM');

-- CreateEnum
CREATE TYPE "TestResult" AS ENUM ('PASSED', 'FAILED');

-- CreateEnum
CREATE TYPE "RacewayType" AS ENUM ('EMT', 'RIGID_STEEL', 'PVC', 'WIREWAY', 'CABLE_TRAY', 'BUSWAY');

-- CreateEnum
CREATE TYPE "EquipmentCategory" AS ENUM ('UPS', 'GENERATOR', 'MOTOR_CONTROL_CENTER', 'DISCONNECT_SWITCH', 'SWITCHGEAR', 'TRANSFER_SWITCH', 'VARIABLE_FREQUENCY_DRIVE', 'CAPACITOR_BANK', 'BATTERY_SYSTEM', 'SURGE_PROTECTION', 'OTHER');

-- CreateEnum
CREATE TYPE "MaintenanceType" AS ENUM ('VISUAL_INSPECTION', 'THERMOGRAPHIC', 'CONNECTION_TIGHTNESS', 'OIL_ANALYSIS', 'INSULATION_TEST', 'MECHANISM_TEST', 'TRIP_TEST', 'CLEANING', 'LUBRICATION', 'REPAIR', 'EMERGENCY_SERVICE');

-- CreateEnum
CREATE TYPE "WorkStatus" AS ENUM ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "InspectionType" AS ENUM ('VISUAL', 'INFRARED', 'SAFETY_AUDIT', 'CODE_COMPLIANCE');

-- CreateEnum
CREATE TYPE "ObservedLevel" AS ENUM ('NONE', 'MINIMAL', 'MODERATE', 'SEVERE');

-- CreateEnum
CREATE TYPE "ElectrodeConfiguration" AS ENUM ('VCB', 'VCBB', 'HCB', 'VOA', 'HOA');

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "UserRole" NOT NULL DEFAULT 'TECHNICIAN',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Facility" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "addressLine1" TEXT,
    "city" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "postalCode" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "yearBuilt" INTEGER,
    "squareFeet" INTEGER,
    "contractorName" TEXT,
    "hasSafetyProgram" BOOLEAN,
    "hasEmergencyProcedures" BOOLEAN,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Facility_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Panel" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "facilityId" TEXT NOT NULL,
    "fedFromId" TEXT,
    "name" TEXT NOT NULL,
    "status" "EquipmentStatus" NOT NULL DEFAULT 'IN_SERVICE',
    "manufacturer" TEXT,
    "model" TEXT,
    "serialNumber" TEXT,
    "installDate" TIMESTAMP(3),
    "building" TEXT,
    "floor" TEXT,
    "room" TEXT,
    "voltage" INTEGER,
    "amperage" INTEGER,
    "phases" INTEGER NOT NULL DEFAULT 3,
    "circuitCount" INTEGER,
    "mountType" "MountType",
    "enclosureType" "EnclosureType",
    "conductorMaterial" "ConductorMaterial",
    "connectionType" "ConnectionType",
    "loadingPercentage" DOUBLE PRECISION,
    "ambientTemperatureF" DOUBLE PRECISION,
    "relativeHumidity" DOUBLE PRECISION,
    "harmonicDistortion" DOUBLE PRECISION,
    "powerFactor" DOUBLE PRECISION,
    "isOutdoor" BOOLEAN NOT NULL DEFAULT false,
    "corrosiveEnvironment" BOOLEAN,
    "ventilation" "Ventilation",
    "undersizedConductors" BOOLEAN,
    "outdatedInsulation" BOOLEAN,
    "clearanceIssue" BOOLEAN NOT NULL DEFAULT false,
    "documentedIssues" INTEGER NOT NULL DEFAULT 0,
    "safetyLabels" "SafetyLabel"[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Panel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Switchboard" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "facilityId" TEXT NOT NULL,
    "fedFromId" TEXT,
    "name" TEXT NOT NULL,
    "status" "EquipmentStatus" NOT NULL DEFAULT 'IN_SERVICE',
    "manufacturer" TEXT,
    "model" TEXT,
    "serialNumber" TEXT,
    "installDate" TIMESTAMP(3),
    "building" TEXT,
    "floor" TEXT,
    "room" TEXT,
    "voltage" INTEGER,
    "amperage" INTEGER,
    "phases" INTEGER NOT NULL DEFAULT 3,
    "enclosureType" "EnclosureType",
    "busMaterial" "ConductorMaterial",
    "connectionType" "ConnectionType",
    "shortCircuitRatingKa" DOUBLE PRECISION,
    "loadingPercentage" DOUBLE PRECISION,
    "ambientTemperatureF" DOUBLE PRECISION,
    "relativeHumidity" DOUBLE PRECISION,
    "harmonicDistortion" DOUBLE PRECISION,
    "powerFactor" DOUBLE PRECISION,
    "isOutdoor" BOOLEAN NOT NULL DEFAULT false,
    "corrosiveEnvironment" BOOLEAN,
    "ventilation" "Ventilation",
    "voltageInstability" BOOLEAN,
    "clearanceIssue" BOOLEAN NOT NULL DEFAULT false,
    "documentedIssues" INTEGER NOT NULL DEFAULT 0,
    "safetyLabels" "SafetyLabel"[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Switchboard_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Transformer" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "facilityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "EquipmentStatus" NOT NULL DEFAULT 'IN_SERVICE',
    "manufacturer" TEXT,
    "model" TEXT,
    "serialNumber" TEXT,
    "installDate" TIMESTAMP(3),
    "building" TEXT,
    "floor" TEXT,
    "room" TEXT,
    "kva" DOUBLE PRECISION,
    "primaryVoltage" INTEGER,
    "secondaryVoltage" INTEGER,
    "phases" INTEGER NOT NULL DEFAULT 3,
    "oilFilled" BOOLEAN NOT NULL DEFAULT false,
    "mountType" "MountType",
    "enclosureType" "EnclosureType",
    "windingMaterial" "ConductorMaterial",
    "connectionType" "ConnectionType",
    "loadingPercentage" DOUBLE PRECISION,
    "ambientTemperatureF" DOUBLE PRECISION,
    "relativeHumidity" DOUBLE PRECISION,
    "harmonicDistortion" DOUBLE PRECISION,
    "powerFactor" DOUBLE PRECISION,
    "isOutdoor" BOOLEAN NOT NULL DEFAULT false,
    "corrosiveEnvironment" BOOLEAN,
    "ventilation" "Ventilation",
    "voltageInstability" BOOLEAN,
    "outdatedInsulation" BOOLEAN,
    "clearanceIssue" BOOLEAN NOT NULL DEFAULT false,
    "documentedIssues" INTEGER NOT NULL DEFAULT 0,
    "safetyLabels" "SafetyLabel"[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Transformer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Breaker" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "panelId" TEXT,
    "switchboardId" TEXT,
    "name" TEXT NOT NULL,
    "status" "EquipmentStatus" NOT NULL DEFAULT 'IN_SERVICE',
    "manufacturer" TEXT,
    "model" TEXT,
    "serialNumber" TEXT,
    "installDate" TIMESTAMP(3),
    "breakerType" "BreakerType",
    "position" INTEGER,
    "poles" INTEGER NOT NULL DEFAULT 1,
    "frameAmperage" INTEGER,
    "tripAmperage" INTEGER,
    "conductorMaterial" "ConductorMaterial",
    "connectionType" "ConnectionType",
    "loadingPercentage" DOUBLE PRECISION,
    "undersizedConductors" BOOLEAN,
    "frequentCycling" BOOLEAN,
    "lastTripTest" "TestResult",
    "documentedIssues" INTEGER NOT NULL DEFAULT 0,
    "safetyLabels" "SafetyLabel"[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Breaker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Conductor" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "facilityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "EquipmentStatus" NOT NULL DEFAULT 'IN_SERVICE',
    "manufacturer" TEXT,
    "installDate" TIMESTAMP(3),
    "building" TEXT,
    "material" "ConductorMaterial",
    "size" TEXT,
    "insulation" TEXT,
    "lengthFeet" DOUBLE PRECISION,
    "ampacity" INTEGER,
    "voltage" INTEGER,
    "connectionType" "ConnectionType",
    "loadingPercentage" DOUBLE PRECISION,
    "ambientTemperatureF" DOUBLE PRECISION,
    "relativeHumidity" DOUBLE PRECISION,
    "undersized" BOOLEAN,
    "outdatedInsulation" BOOLEAN,
    "documentedIssues" INTEGER NOT NULL DEFAULT 0,
    "safetyLabels" "SafetyLabel"[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Conductor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Raceway" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "facilityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "EquipmentStatus" NOT NULL DEFAULT 'IN_SERVICE',
    "manufacturer" TEXT,
    "installDate" TIMESTAMP(3),
    "building" TEXT,
    "racewayType" "RacewayType" NOT NULL,
    "tradeSize" TEXT,
    "lengthFeet" DOUBLE PRECISION,
    "fillPercentage" DOUBLE PRECISION,
    "ambientTemperatureF" DOUBLE PRECISION,
    "relativeHumidity" DOUBLE PRECISION,
    "isOutdoor" BOOLEAN NOT NULL DEFAULT false,
    "corrosiveEnvironment" BOOLEAN,
    "documentedIssues" INTEGER NOT NULL DEFAULT 0,
    "safetyLabels" "SafetyLabel"[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Raceway_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Equipment" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "facilityId" TEXT NOT NULL,
    "category" "EquipmentCategory" NOT NULL,
    "name" TEXT NOT NULL,
    "status" "EquipmentStatus" NOT NULL DEFAULT 'IN_SERVICE',
    "manufacturer" TEXT,
    "model" TEXT,
    "serialNumber" TEXT,
    "installDate" TIMESTAMP(3),
    "building" TEXT,
    "floor" TEXT,
    "room" TEXT,
    "conductorMaterial" "ConductorMaterial",
    "loadingPercentage" DOUBLE PRECISION,
    "ambientTemperatureF" DOUBLE PRECISION,
    "relativeHumidity" DOUBLE PRECISION,
    "clearanceIssue" BOOLEAN NOT NULL DEFAULT false,
    "documentedIssues" INTEGER NOT NULL DEFAULT 0,
    "safetyLabels" "SafetyLabel"[],
    "attributes" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Equipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Inspection" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "facilityId" TEXT NOT NULL,
    "panelId" TEXT,
    "switchboardId" TEXT,
    "transformerId" TEXT,
    "breakerId" TEXT,
    "conductorId" TEXT,
    "racewayId" TEXT,
    "equipmentId" TEXT,
    "inspectorId" TEXT,
    "type" "InspectionType" NOT NULL,
    "status" "WorkStatus" NOT NULL DEFAULT 'SCHEDULED',
    "scheduledFor" TIMESTAMP(3),
    "inspectedAt" TIMESTAMP(3),
    "inspectorName" TEXT,
    "passed" BOOLEAN,
    "corrosionLevel" "ObservedLevel",
    "rustLevel" "ObservedLevel",
    "damageLevel" "ObservedLevel",
    "hottestReadingC" DOUBLE PRECISION,
    "ambientTemperatureF" DOUBLE PRECISION,
    "relativeHumidity" DOUBLE PRECISION,
    "thermalAnomaly" BOOLEAN,
    "looseConnections" BOOLEAN,
    "heatDiscoloration" BOOLEAN,
    "unusualNoise" BOOLEAN,
    "notes" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Inspection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MaintenanceRecord" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "panelId" TEXT,
    "switchboardId" TEXT,
    "transformerId" TEXT,
    "breakerId" TEXT,
    "conductorId" TEXT,
    "racewayId" TEXT,
    "equipmentId" TEXT,
    "technicianId" TEXT,
    "type" "MaintenanceType" NOT NULL,
    "status" "WorkStatus" NOT NULL DEFAULT 'SCHEDULED',
    "scheduledFor" TIMESTAMP(3),
    "performedAt" TIMESTAMP(3),
    "technicianName" TEXT,
    "workOrder" TEXT,
    "cost" DECIMAL(10,2),
    "notes" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "MaintenanceRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Photo" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "facilityId" TEXT NOT NULL,
    "panelId" TEXT,
    "switchboardId" TEXT,
    "transformerId" TEXT,
    "breakerId" TEXT,
    "conductorId" TEXT,
    "racewayId" TEXT,
    "equipmentId" TEXT,
    "url" TEXT NOT NULL,
    "thumbnailUrl" TEXT,
    "caption" TEXT,
    "takenAt" TIMESTAMP(3),
    "width" INTEGER,
    "height" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Photo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArcFlashStudy" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "panelId" TEXT,
    "switchboardId" TEXT,
    "transformerId" TEXT,
    "equipmentId" TEXT,
    "assessedAt" TIMESTAMP(3) NOT NULL,
    "engineer" TEXT,
    "ppeCategory" INTEGER,
    "incidentEnergyCalCm2" DOUBLE PRECISION,
    "workingDistanceMm" DOUBLE PRECISION,
    "arcFlashBoundaryMm" DOUBLE PRECISION,
    "voltageKv" DOUBLE PRECISION,
    "boltedFaultCurrentKa" DOUBLE PRECISION,
    "clearingTimeMs" DOUBLE PRECISION,
    "gapMm" DOUBLE PRECISION,
    "electrodeConfiguration" "ElectrodeConfiguration",
    "reportUrl" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "ArcFlashStudy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "_ConductorToRaceway" (
    "A" TEXT NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_ConductorToRaceway_AB_pkey" PRIMARY KEY ("A","B")
);

-- CreateIndex
CREATE UNIQUE INDEX "Organization_slug_key" ON "Organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "User_organizationId_idx" ON "User"("organizationId");

-- CreateIndex
CREATE INDEX "Facility_organizationId_idx" ON "Facility"("organizationId");

-- CreateIndex
CREATE INDEX "Panel_facilityId_idx" ON "Panel"("facilityId");

-- CreateIndex
CREATE INDEX "Switchboard_facilityId_idx" ON "Switchboard"("facilityId");

-- CreateIndex
CREATE INDEX "Transformer_facilityId_idx" ON "Transformer"("facilityId");

-- CreateIndex
CREATE INDEX "Breaker_panelId_idx" ON "Breaker"("panelId");

-- CreateIndex
CREATE INDEX "Breaker_switchboardId_idx" ON "Breaker"("switchboardId");

-- CreateIndex
CREATE INDEX "Conductor_facilityId_idx" ON "Conductor"("facilityId");

-- CreateIndex
CREATE INDEX "Raceway_facilityId_idx" ON "Raceway"("facilityId");

-- CreateIndex
CREATE INDEX "Equipment_facilityId_idx" ON "Equipment"("facilityId");

-- CreateIndex
CREATE INDEX "Equipment_organizationId_category_idx" ON "Equipment"("organizationId", "category");

-- CreateIndex
CREATE INDEX "Inspection_facilityId_idx" ON "Inspection"("facilityId");

-- CreateIndex
CREATE INDEX "Inspection_panelId_idx" ON "Inspection"("panelId");

-- CreateIndex
CREATE INDEX "Inspection_switchboardId_idx" ON "Inspection"("switchboardId");

-- CreateIndex
CREATE INDEX "Inspection_transformerId_idx" ON "Inspection"("transformerId");

-- CreateIndex
CREATE INDEX "Inspection_breakerId_idx" ON "Inspection"("breakerId");

-- CreateIndex
CREATE INDEX "Inspection_conductorId_idx" ON "Inspection"("conductorId");

-- CreateIndex
CREATE INDEX "Inspection_racewayId_idx" ON "Inspection"("racewayId");

-- CreateIndex
CREATE INDEX "Inspection_equipmentId_idx" ON "Inspection"("equipmentId");

-- CreateIndex
CREATE INDEX "MaintenanceRecord_panelId_idx" ON "MaintenanceRecord"("panelId");

-- CreateIndex
CREATE INDEX "MaintenanceRecord_switchboardId_idx" ON "MaintenanceRecord"("switchboardId");

-- CreateIndex
CREATE INDEX "MaintenanceRecord_transformerId_idx" ON "MaintenanceRecord"("transformerId");

-- CreateIndex
CREATE INDEX "MaintenanceRecord_breakerId_idx" ON "MaintenanceRecord"("breakerId");

-- CreateIndex
CREATE INDEX "MaintenanceRecord_conductorId_idx" ON "MaintenanceRecord"("conductorId");

-- CreateIndex
CREATE INDEX "MaintenanceRecord_racewayId_idx" ON "MaintenanceRecord"("racewayId");

-- CreateIndex
CREATE INDEX "MaintenanceRecord_equipmentId_idx" ON "MaintenanceRecord"("equipmentId");

-- CreateIndex
CREATE INDEX "Photo_facilityId_idx" ON "Photo"("facilityId");

-- CreateIndex
CREATE INDEX "Photo_panelId_idx" ON "Photo"("panelId");

-- CreateIndex
CREATE INDEX "Photo_switchboardId_idx" ON "Photo"("switchboardId");

-- CreateIndex
CREATE INDEX "Photo_transformerId_idx" ON "Photo"("transformerId");

-- CreateIndex
CREATE INDEX "Photo_breakerId_idx" ON "Photo"("breakerId");

-- CreateIndex
CREATE INDEX "Photo_conductorId_idx" ON "Photo"("conductorId");

-- CreateIndex
CREATE INDEX "Photo_racewayId_idx" ON "Photo"("racewayId");

-- CreateIndex
CREATE INDEX "Photo_equipmentId_idx" ON "Photo"("equipmentId");

-- CreateIndex
CREATE INDEX "ArcFlashStudy_panelId_idx" ON "ArcFlashStudy"("panelId");

-- CreateIndex
CREATE INDEX "ArcFlashStudy_switchboardId_idx" ON "ArcFlashStudy"("switchboardId");

-- CreateIndex
CREATE INDEX "ArcFlashStudy_transformerId_idx" ON "ArcFlashStudy"("transformerId");

-- CreateIndex
CREATE INDEX "ArcFlashStudy_equipmentId_idx" ON "ArcFlashStudy"("equipmentId");

-- CreateIndex
CREATE INDEX "_ConductorToRaceway_B_index" ON "_ConductorToRaceway"("B");

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Facility" ADD CONSTRAINT "Facility_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Panel" ADD CONSTRAINT "Panel_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Panel" ADD CONSTRAINT "Panel_facilityId_fkey" FOREIGN KEY ("facilityId") REFERENCES "Facility"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Panel" ADD CONSTRAINT "Panel_fedFromId_fkey" FOREIGN KEY ("fedFromId") REFERENCES "Switchboard"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Switchboard" ADD CONSTRAINT "Switchboard_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Switchboard" ADD CONSTRAINT "Switchboard_facilityId_fkey" FOREIGN KEY ("facilityId") REFERENCES "Facility"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Switchboard" ADD CONSTRAINT "Switchboard_fedFromId_fkey" FOREIGN KEY ("fedFromId") REFERENCES "Transformer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transformer" ADD CONSTRAINT "Transformer_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transformer" ADD CONSTRAINT "Transformer_facilityId_fkey" FOREIGN KEY ("facilityId") REFERENCES "Facility"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Breaker" ADD CONSTRAINT "Breaker_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Breaker" ADD CONSTRAINT "Breaker_panelId_fkey" FOREIGN KEY ("panelId") REFERENCES "Panel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Breaker" ADD CONSTRAINT "Breaker_switchboardId_fkey" FOREIGN KEY ("switchboardId") REFERENCES "Switchboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conductor" ADD CONSTRAINT "Conductor_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conductor" ADD CONSTRAINT "Conductor_facilityId_fkey" FOREIGN KEY ("facilityId") REFERENCES "Facility"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Raceway" ADD CONSTRAINT "Raceway_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Raceway" ADD CONSTRAINT "Raceway_facilityId_fkey" FOREIGN KEY ("facilityId") REFERENCES "Facility"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Equipment" ADD CONSTRAINT "Equipment_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Equipment" ADD CONSTRAINT "Equipment_facilityId_fkey" FOREIGN KEY ("facilityId") REFERENCES "Facility"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_facilityId_fkey" FOREIGN KEY ("facilityId") REFERENCES "Facility"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_panelId_fkey" FOREIGN KEY ("panelId") REFERENCES "Panel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_switchboardId_fkey" FOREIGN KEY ("switchboardId") REFERENCES "Switchboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_transformerId_fkey" FOREIGN KEY ("transformerId") REFERENCES "Transformer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_breakerId_fkey" FOREIGN KEY ("breakerId") REFERENCES "Breaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_conductorId_fkey" FOREIGN KEY ("conductorId") REFERENCES "Conductor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_racewayId_fkey" FOREIGN KEY ("racewayId") REFERENCES "Raceway"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_equipmentId_fkey" FOREIGN KEY ("equipmentId") REFERENCES "Equipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Inspection" ADD CONSTRAINT "Inspection_inspectorId_fkey" FOREIGN KEY ("inspectorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_panelId_fkey" FOREIGN KEY ("panelId") REFERENCES "Panel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_switchboardId_fkey" FOREIGN KEY ("switchboardId") REFERENCES "Switchboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_transformerId_fkey" FOREIGN KEY ("transformerId") REFERENCES "Transformer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_breakerId_fkey" FOREIGN KEY ("breakerId") REFERENCES "Breaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_conductorId_fkey" FOREIGN KEY ("conductorId") REFERENCES "Conductor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_racewayId_fkey" FOREIGN KEY ("racewayId") REFERENCES "Raceway"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_equipmentId_fkey" FOREIGN KEY ("equipmentId") REFERENCES "Equipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceRecord" ADD CONSTRAINT "MaintenanceRecord_technicianId_fkey" FOREIGN KEY ("technicianId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_facilityId_fkey" FOREIGN KEY ("facilityId") REFERENCES "Facility"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_panelId_fkey" FOREIGN KEY ("panelId") REFERENCES "Panel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_switchboardId_fkey" FOREIGN KEY ("switchboardId") REFERENCES "Switchboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_transformerId_fkey" FOREIGN KEY ("transformerId") REFERENCES "Transformer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_breakerId_fkey" FOREIGN KEY ("breakerId") REFERENCES "Breaker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_conductorId_fkey" FOREIGN KEY ("conductorId") REFERENCES "Conductor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_racewayId_fkey" FOREIGN KEY ("racewayId") REFERENCES "Raceway"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Photo" ADD CONSTRAINT "Photo_equipmentId_fkey" FOREIGN KEY ("equipmentId") REFERENCES "Equipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArcFlashStudy" ADD CONSTRAINT "ArcFlashStudy_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArcFlashStudy" ADD CONSTRAINT "ArcFlashStudy_panelId_fkey" FOREIGN KEY ("panelId") REFERENCES "Panel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArcFlashStudy" ADD CONSTRAINT "ArcFlashStudy_switchboardId_fkey" FOREIGN KEY ("switchboardId") REFERENCES "Switchboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArcFlashStudy" ADD CONSTRAINT "ArcFlashStudy_transformerId_fkey" FOREIGN KEY ("transformerId") REFERENCES "Transformer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArcFlashStudy" ADD CONSTRAINT "ArcFlashStudy_equipmentId_fkey" FOREIGN KEY ("equipmentId") REFERENCES "Equipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_ConductorToRaceway" ADD CONSTRAINT "_ConductorToRaceway_A_fkey" FOREIGN KEY ("A") REFERENCES "Conductor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "_ConductorToRaceway" ADD CONSTRAINT "_ConductorToRaceway_B_fkey" FOREIGN KEY ("B") REFERENCES "Raceway"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Prisma's own record of migrations
CREATE TABLE "_prisma_migrations" (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
);
