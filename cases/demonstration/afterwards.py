"""What others add to the demonstration city once its cases are told."""

from django.utils.module_loading import autodiscover_modules

FUNCTIONS = {}


def after(name):
    """Register a function(at) that is run once when every case of the whole city is told, as a job of its own.

    `at`: the moment up to which the city has lived. Rooms above register in a module `demonstration` of their app,
    which is loaded before the first of them is run. It runs outside a transaction: one that was killed runs again
    and has to leave the same behind.
    """

    def register(function):
        FUNCTIONS[name] = function
        return function

    return register


def functions():
    """Return {name: function} of all that is registered."""
    autodiscover_modules("demonstration")
    return FUNCTIONS
