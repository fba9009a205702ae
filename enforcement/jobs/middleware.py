"""Sends workers to the jobs of a request once its answer has gone out."""

from enforcement.jobs.services import answering, wake


class AnswerFirst:
    """The jobs stand in the database by then: who dies in between leaves them to the sweep."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with answering() as waiting:
            response = self.get_response(request)
        if waiting:
            close = response.close

            def close_and_wake():
                close()
                for kind, key in waiting:
                    wake(kind, key)

            response.close = close_and_wake
        return response
