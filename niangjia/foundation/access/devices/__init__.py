"""Where somebody is signed in; what holds on a computer that others use too."""
