\echo Use "CREATE EXTENSION masterbus" to load this file. \quit
