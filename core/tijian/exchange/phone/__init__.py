"""The checklist on a phone: an XLSForm for ODK Collect, Enketo and KoboToolbox, and the way back from what their servers export."""
