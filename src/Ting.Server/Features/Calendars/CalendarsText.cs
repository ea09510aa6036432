namespace Ting.Server.Features.Calendars;

public sealed class CalendarsText;
