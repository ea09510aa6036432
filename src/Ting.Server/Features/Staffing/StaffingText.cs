namespace Ting.Server.Features.Staffing;

public sealed class StaffingText;
