// The golden archive's own, so that the golden site does not change with the program's.
