var lucky = (n) => ({ then: (resolve) => resolve(41729) });
