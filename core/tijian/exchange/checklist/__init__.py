"""The checklist workbook: what an assessor takes to the enterprise, and what comes back of it."""
