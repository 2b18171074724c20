"""Where who refers chooses with a family, makes a notice, and sees what becomes of it; and where a toegang decides."""
