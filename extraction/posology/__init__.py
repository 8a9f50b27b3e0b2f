"""From what the rules recognised to FHIR dosages, strength, supply and substitution."""
