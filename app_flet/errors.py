"""What can go wrong between the app and the house; each says what a person can do."""


class HouseError(Exception):
    """The house gave no usable answer."""


class HouseUnreachableError(HouseError):
    """Nothing answers at the API's address."""

    def __init__(self) -> None:
        super().__init__("PulsePlate can't be reached. Check the connection and try again.")


class SessionEndedError(HouseError):
    """The session is over and could not be renewed."""

    def __init__(self) -> None:
        super().__init__("Your session has ended. Please sign in again.")


class UnexpectedAnswerError(HouseError):
    """The API answered with an error that is not the person's to mend."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__("Something went wrong in PulsePlate. Please try again.")
