"""The table `held_back`: facts that wait for something that is not known yet."""
