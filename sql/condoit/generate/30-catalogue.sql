-- Who made what, and when: a nameplate must fit its year. The same makers stand for several decades; those that are
-- known for trouble today (Federal Pacific, Zinsco) vanish when they did.
CREATE TEMP TABLE nameplate AS
SELECT kind, decade, array_agg(manufacturer ORDER BY manufacturer, model) AS manufacturers,
       array_agg(model ORDER BY manufacturer, model) AS models
FROM (VALUES
  ('Panel', 'Square D', 'NQOD', 1960, 2009), ('Panel', 'Square D', 'NQ442L2C', 2000, 2099),
  ('Panel', 'Square D', 'NF I-Line', 1980, 2099), ('Panel', 'Federal Pacific', 'Stab-Lok', 1900, 1989),
  ('Panel', 'Zinsco', 'RC-42', 1900, 1979), ('Panel', 'Westinghouse', 'NEHB', 1900, 1999),
  ('Panel', 'ITE', 'CDP-7', 1900, 1999), ('Panel', 'Eaton', 'PRL1A', 1990, 2099),
  ('Panel', 'Eaton', 'PRL2X', 2010, 2099), ('Panel', 'Siemens', 'P1C42', 1990, 2099),
  ('Panel', 'General Electric', 'A-Series II', 1970, 2019), ('Panel', 'ABB', 'ReliaGear RQ', 2010, 2099),
  ('Switchboard', 'Westinghouse', 'Pow-R-Line', 1900, 1999), ('Switchboard', 'ITE', 'System 89', 1900, 1989),
  ('Switchboard', 'General Electric', 'Spectra', 1970, 2019), ('Switchboard', 'Square D', 'QED-2', 1980, 2099),
  ('Switchboard', 'Eaton', 'Pow-R-Line C', 1990, 2099), ('Switchboard', 'Siemens', 'SB3', 1990, 2099),
  ('Switchboard', 'ABB', 'ReliaGear SB', 2010, 2099), ('Transformer', 'Westinghouse', 'DT-3', 1900, 1999),
  ('Transformer', 'General Electric', 'QL', 1900, 2019), ('Transformer', 'Sorgel', 'Watchdog', 1900, 1989),
  ('Transformer', 'Square D', 'EE75T3H', 1980, 2099), ('Transformer', 'Hammond', 'Sentinel G', 1990, 2099),
  ('Transformer', 'Eaton', 'DOE 2016', 2010, 2099), ('Transformer', 'ABB', 'VPI', 1990, 2099),
  ('Breaker', 'Square D', 'QOB', 1960, 2099), ('Breaker', 'Square D', 'PowerPact H', 2000, 2099),
  ('Breaker', 'Federal Pacific', 'NA', 1900, 1989), ('Breaker', 'Zinsco', 'QC', 1900, 1979),
  ('Breaker', 'Westinghouse', 'HFB', 1900, 1999), ('Breaker', 'Eaton', 'BAB', 1990, 2099),
  ('Breaker', 'Cutler-Hammer', 'Series C FD', 1980, 2009), ('Breaker', 'Siemens', 'BQD', 1990, 2099),
  ('Breaker', 'General Electric', 'THQB', 1960, 2019), ('Breaker', 'ABB', 'Tmax XT', 2010, 2099),
  ('Conductor', 'Southwire', NULL, 1950, 2099), ('Conductor', 'Anaconda', NULL, 1900, 1979),
  ('Conductor', 'Kaiser', NULL, 1900, 1989), ('Conductor', 'Encore Wire', NULL, 1990, 2099),
  ('Raceway', 'Allied Tube', NULL, 1900, 2099), ('Raceway', 'Wheatland', NULL, 1900, 2099),
  ('Raceway', 'B-Line', NULL, 1960, 2099), ('Raceway', 'Carlon', NULL, 1970, 2099),
  ('Equipment', 'Liebert', 'Series 600', 1970, 2009), ('Equipment', 'Vertiv', 'Liebert EXL S1', 2010, 2099),
  ('Equipment', 'Caterpillar', '3512', 1960, 2099), ('Equipment', 'Cummins', 'DQGAF', 1970, 2099),
  ('Equipment', 'Kohler', '250REOZJE', 1990, 2099), ('Equipment', 'Allen-Bradley', 'Centerline 2100', 1970, 2099),
  ('Equipment', 'ASCO', 'Series 300', 1960, 2099), ('Equipment', 'Square D', 'Model 6', 1980, 2099),
  ('Equipment', 'General Electric', 'Series 8000', 1900, 1999), ('Equipment', 'Westinghouse', 'Type W', 1900, 1989)
) AS product (kind, manufacturer, model, from_year, to_year)
JOIN generate_series(1940, 2050, 10) AS decade ON decade + 9 >= from_year AND decade <= to_year
GROUP BY kind, decade;
