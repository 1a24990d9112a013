"""One class per statement, its operands as attributes. Made from the table of statements; do not edit:

    python -m tests.tools.typed_statements
"""

from dirtool.spec.statements import BY_NAME
from dirtool.syntax.statement import Statement


class Account(Statement):
    __slots__ = ('number', 'distribution', 'more_numbers',)
    definition = BY_NAME["ACCOUNT"]
    keyword = "ACCOUNT"

    def __init__(
        self,
        number: str,
        distribution: str | None,
        more_numbers: tuple[str, ...] | None,
    ) -> None:
        self.number = number
        self.distribution = distribution
        self.more_numbers = more_numbers

class Acigroup(Statement):
    __slots__ = ('groupname',)
    definition = BY_NAME["ACIGROUP"]
    keyword = "ACIGROUP"

    def __init__(
        self,
        groupname: str,
    ) -> None:
        self.groupname = groupname

class Amdisk(Statement):
    __slots__ = ('vdev', 'devtype', 'form', 'start', 'size', 'block_size', 'volid', 'rdev', 'area', 'mode', 'blksize', 'label', 'read_password', 'write_password', 'multi_password',)
    definition = BY_NAME["AMDISK"]
    keyword = "AMDISK"

    def __init__(
        self,
        vdev: str,
        devtype: str,
        form: str,
        start: int | None,
        size: int | str | None,
        block_size: int | None,
        volid: str | None,
        rdev: str | None,
        area: str | None,
        mode: str | None,
        blksize: str | None,
        label: str | None,
        read_password: str | None,
        write_password: str | None,
        multi_password: str | None,
    ) -> None:
        self.vdev = vdev
        self.devtype = devtype
        self.form = form
        self.start = start
        self.size = size
        self.block_size = block_size
        self.volid = volid
        self.rdev = rdev
        self.area = area
        self.mode = mode
        self.blksize = blksize
        self.label = label
        self.read_password = read_password
        self.write_password = write_password
        self.multi_password = multi_password

class Appcpass(Statement):
    __slots__ = ('gateway_lu', 'target_lu', 'userid', 'password',)
    definition = BY_NAME["APPCPASS"]
    keyword = "APPCPASS"

    def __init__(
        self,
        gateway_lu: str,
        target_lu: str,
        userid: str | None,
        password: str | None,
    ) -> None:
        self.gateway_lu = gateway_lu
        self.target_lu = target_lu
        self.userid = userid
        self.password = password

class Autolog(Statement):
    __slots__ = ('userid',)
    definition = BY_NAME["AUTOLOG"]
    keyword = "AUTOLOG"

    def __init__(
        self,
        userid: tuple[str, ...],
    ) -> None:
        self.userid = userid

class Build(Statement):
    __slots__ = ('member', 'subconfig_id',)
    definition = BY_NAME["BUILD"]
    keyword = "BUILD"

    def __init__(
        self,
        member: str,
        subconfig_id: str,
    ) -> None:
        self.member = member
        self.subconfig_id = subconfig_id

class Class(Statement):
    __slots__ = ('class_',)
    definition = BY_NAME["CLASS"]
    keyword = "CLASS"

    def __init__(
        self,
        class_: str,
    ) -> None:
        self.class_ = class_

class Command(Statement):
    __slots__ = ('text',)
    definition = BY_NAME["COMMAND"]
    keyword = "COMMAND"

    def __init__(
        self,
        text: str,
    ) -> None:
        self.text = text

class Console(Statement):
    __slots__ = ('vdev', 'devtype', 'class_', 'userid', 'observer',)
    definition = BY_NAME["CONSOLE"]
    keyword = "CONSOLE"

    def __init__(
        self,
        vdev: str,
        devtype: str,
        class_: str | None,
        userid: str | None,
        observer: bool | None,
    ) -> None:
        self.vdev = vdev
        self.devtype = devtype
        self.class_ = class_
        self.userid = userid
        self.observer = observer

class Cpu(Statement):
    __slots__ = ('cpuaddr', 'base', 'cpuid', 'obsolete', 'dedicate',)
    definition = BY_NAME["CPU"]
    keyword = "CPU"

    def __init__(
        self,
        cpuaddr: str,
        base: bool | None,
        cpuid: str | None,
        obsolete: str | None,
        dedicate: str | None,
    ) -> None:
        self.cpuaddr = cpuaddr
        self.base = base
        self.cpuid = cpuid
        self.obsolete = obsolete
        self.dedicate = dedicate

class Crypto(Statement):
    __slots__ = ('domains', 'apdedicated', 'apvirtual', 'csu', 'obsolete',)
    definition = BY_NAME["CRYPTO"]
    keyword = "CRYPTO"

    def __init__(
        self,
        domains: tuple[int | str, ...] | None,
        apdedicated: tuple[int | str, ...] | None,
        apvirtual: bool | None,
        csu: str | None,
        obsolete: tuple[str, ...] | None,
    ) -> None:
        self.domains = domains
        self.apdedicated = apdedicated
        self.apvirtual = apvirtual
        self.csu = csu
        self.obsolete = obsolete

class D8onecmd(Statement):
    __slots__ = ('setting', 'lock',)
    definition = BY_NAME["D8ONECMD"]
    keyword = "D8ONECMD"

    def __init__(
        self,
        setting: str | None,
        lock: str | None,
    ) -> None:
        self.setting = setting
        self.lock = lock

class Dasdopt(Statement):
    __slots__ = ('control', 'pavalias', 'wrkalleg',)
    definition = BY_NAME["DASDOPT"]
    keyword = "DASDOPT"

    def __init__(
        self,
        control: str | None,
        pavalias: tuple[str, ...] | None,
        wrkalleg: str | None,
    ) -> None:
        self.control = control
        self.pavalias = pavalias
        self.wrkalleg = wrkalleg

class Dateformat(Statement):
    __slots__ = ('format',)
    definition = BY_NAME["DATEFORMAT"]
    keyword = "DATEFORMAT"

    def __init__(
        self,
        format: str,
    ) -> None:
        self.format = format

class Dedicate(Statement):
    __slots__ = ('vdev', 'rdev', 'volid', 'ro', 'users', 'noassign', 'noqioassist', 'useraccessid', 'obsolete',)
    definition = BY_NAME["DEDICATE"]
    keyword = "DEDICATE"

    def __init__(
        self,
        vdev: str,
        rdev: str | None,
        volid: str | None,
        ro: bool | None,
        users: str | None,
        noassign: bool | None,
        noqioassist: bool | None,
        useraccessid: str | None,
        obsolete: str | None,
    ) -> None:
        self.vdev = vdev
        self.rdev = rdev
        self.volid = volid
        self.ro = ro
        self.users = users
        self.noassign = noassign
        self.noqioassist = noqioassist
        self.useraccessid = useraccessid
        self.obsolete = obsolete

class Directory(Statement):
    __slots__ = ('ssi', 'vdev', 'devtype', 'volid', 'tail',)
    definition = BY_NAME["DIRECTORY"]
    keyword = "DIRECTORY"

    def __init__(
        self,
        ssi: bool | None,
        vdev: str,
        devtype: str,
        volid: str,
        tail: tuple[str, ...] | None,
    ) -> None:
        self.ssi = ssi
        self.vdev = vdev
        self.devtype = devtype
        self.volid = volid
        self.tail = tail

class Globaldefs(Statement):
    __slots__ = ()
    definition = BY_NAME["GLOBALDEFS"]
    keyword = "GLOBALDEFS"

class Globalopts(Statement):
    __slots__ = ('machine', 'chpidv', 'other',)
    definition = BY_NAME["GLOBALOPTS"]
    keyword = "GLOBALOPTS"

    def __init__(
        self,
        machine: str | None,
        chpidv: str | None,
        other: tuple[str, ...] | None,
    ) -> None:
        self.machine = machine
        self.chpidv = chpidv
        self.other = other

class Identity(Statement):
    __slots__ = ('userid', 'password', 'storage', 'max_storage', 'class_', 'priority', 'line_end', 'line_delete', 'character_delete', 'escape',)
    definition = BY_NAME["IDENTITY"]
    keyword = "IDENTITY"

    def __init__(
        self,
        userid: str,
        password: str,
        storage: str | None,
        max_storage: str | None,
        class_: str | None,
        priority: int | None,
        line_end: str | None,
        line_delete: str | None,
        character_delete: str | None,
        escape: str | None,
    ) -> None:
        self.userid = userid
        self.password = password
        self.storage = storage
        self.max_storage = max_storage
        self.class_ = class_
        self.priority = priority
        self.line_end = line_end
        self.line_delete = line_delete
        self.character_delete = character_delete
        self.escape = escape

class Include(Statement):
    __slots__ = ('profile',)
    definition = BY_NAME["INCLUDE"]
    keyword = "INCLUDE"

    def __init__(
        self,
        profile: str,
    ) -> None:
        self.profile = profile

class Iopriority(Statement):
    __slots__ = ('kind', 'low', 'high',)
    definition = BY_NAME["IOPRIORITY"]
    keyword = "IOPRIORITY"

    def __init__(
        self,
        kind: str,
        low: int,
        high: int | None,
    ) -> None:
        self.kind = kind
        self.low = low
        self.high = high

class Ipl(Statement):
    __slots__ = ('target', 'loadparm', 'parm',)
    definition = BY_NAME["IPL"]
    keyword = "IPL"

    def __init__(
        self,
        target: str,
        loadparm: str | None,
        parm: str | None,
    ) -> None:
        self.target = target
        self.loadparm = loadparm
        self.parm = parm

class Iucv(Statement):
    __slots__ = ('target', 'resource', 'scope', 'node', 'revoke', 'priority', 'msglimit',)
    definition = BY_NAME["IUCV"]
    keyword = "IUCV"

    def __init__(
        self,
        target: str,
        resource: str | None,
        scope: str | None,
        node: bool | None,
        revoke: bool | None,
        priority: bool | None,
        msglimit: int | None,
    ) -> None:
        self.target = target
        self.resource = resource
        self.scope = scope
        self.node = node
        self.revoke = revoke
        self.priority = priority
        self.msglimit = msglimit

class Link(Statement):
    __slots__ = ('userid', 'vdev1', 'vdev2', 'mode',)
    definition = BY_NAME["LINK"]
    keyword = "LINK"

    def __init__(
        self,
        userid: str,
        vdev1: str,
        vdev2: str | None,
        mode: str | None,
    ) -> None:
        self.userid = userid
        self.vdev1 = vdev1
        self.vdev2 = vdev2
        self.mode = mode

class Load(Statement):
    __slots__ = ('fn', 'ft', 'fm', 'tail',)
    definition = BY_NAME["LOAD"]
    keyword = "LOAD"

    def __init__(
        self,
        fn: str,
        ft: str,
        fm: str | None,
        tail: tuple[str, ...] | None,
    ) -> None:
        self.fn = fn
        self.ft = ft
        self.fm = fm
        self.tail = tail

class Loaddev(Statement):
    __slots__ = ('class_', 'portname', 'lun', 'bootprog', 'br_lba', 'scpdata', 'device', 'alternate', 'alternate_portname', 'alternate_lun', 'br_chr',)
    definition = BY_NAME["LOADDEV"]
    keyword = "LOADDEV"

    def __init__(
        self,
        class_: str | None,
        portname: str | None,
        lun: str | None,
        bootprog: int | None,
        br_lba: str | None,
        scpdata: str | None,
        device: str | None,
        alternate: tuple[str, ...] | None,
        alternate_portname: tuple[str | None, ...] | None,
        alternate_lun: tuple[str | None, ...] | None,
        br_chr: str | None,
    ) -> None:
        self.class_ = class_
        self.portname = portname
        self.lun = lun
        self.bootprog = bootprog
        self.br_lba = br_lba
        self.scpdata = scpdata
        self.device = device
        self.alternate = alternate
        self.alternate_portname = alternate_portname
        self.alternate_lun = alternate_lun
        self.br_chr = br_chr

class Logonby(Statement):
    __slots__ = ('userid',)
    definition = BY_NAME["LOGONBY"]
    keyword = "LOGONBY"

    def __init__(
        self,
        userid: tuple[str, ...],
    ) -> None:
        self.userid = userid

class Machine(Statement):
    __slots__ = ('mode', 'mcpu',)
    definition = BY_NAME["MACHINE"]
    keyword = "MACHINE"

    def __init__(
        self,
        mode: str | None,
        mcpu: int | None,
    ) -> None:
        self.mode = mode
        self.mcpu = mcpu

class Maxstorage(Statement):
    __slots__ = ('size',)
    definition = BY_NAME["MAXSTORAGE"]
    keyword = "MAXSTORAGE"

    def __init__(
        self,
        size: str,
    ) -> None:
        self.size = size

class Mdisk(Statement):
    __slots__ = ('vdev', 'devtype', 'form', 'start', 'size', 'block_size', 'volid', 'rdev', 'area', 'mode', 'read_password', 'write_password', 'multi_password',)
    definition = BY_NAME["MDISK"]
    keyword = "MDISK"

    def __init__(
        self,
        vdev: str,
        devtype: str,
        form: str,
        start: int | None,
        size: int | str | None,
        block_size: int | None,
        volid: str | None,
        rdev: str | None,
        area: str | None,
        mode: str | None,
        read_password: str | None,
        write_password: str | None,
        multi_password: str | None,
    ) -> None:
        self.vdev = vdev
        self.devtype = devtype
        self.form = form
        self.start = start
        self.size = size
        self.block_size = block_size
        self.volid = volid
        self.rdev = rdev
        self.area = area
        self.mode = mode
        self.read_password = read_password
        self.write_password = write_password
        self.multi_password = multi_password

class Miniopt(Statement):
    __slots__ = ('cache', 'mdc',)
    definition = BY_NAME["MINIOPT"]
    keyword = "MINIOPT"

    def __init__(
        self,
        cache: str | None,
        mdc: str | None,
    ) -> None:
        self.cache = cache
        self.mdc = mdc

class Namesave(Statement):
    __slots__ = ('name',)
    definition = BY_NAME["NAMESAVE"]
    keyword = "NAMESAVE"

    def __init__(
        self,
        name: tuple[str, ...],
    ) -> None:
        self.name = name

class Nicdef(Statement):
    __slots__ = ('vdev', 'type', 'devices', 'lan', 'chpid', 'macid', 'portnumber', 'porttype', 'pquplinktx', 'vlan', 'promiscuous',)
    definition = BY_NAME["NICDEF"]
    keyword = "NICDEF"

    def __init__(
        self,
        vdev: str,
        type: str | None,
        devices: int | None,
        lan: str | None,
        chpid: str | None,
        macid: str | None,
        portnumber: int | None,
        porttype: str | None,
        pquplinktx: str | None,
        vlan: str | None,
        promiscuous: str | None,
    ) -> None:
        self.vdev = vdev
        self.type = type
        self.devices = devices
        self.lan = lan
        self.chpid = chpid
        self.macid = macid
        self.portnumber = portnumber
        self.porttype = porttype
        self.pquplinktx = pquplinktx
        self.vlan = vlan
        self.promiscuous = promiscuous

class Nopdata(Statement):
    __slots__ = ()
    definition = BY_NAME["NOPDATA"]
    keyword = "NOPDATA"

class Option(Statement):
    __slots__ = ('option', 'cpuid_value', 'chpidv_value', 'lang_value', 'maxconn_value', 'maxvmcfi_value', 'affinity_value',)
    definition = BY_NAME["OPTION"]
    keyword = "OPTION"

    def __init__(
        self,
        option: tuple[str, ...],
        cpuid_value: str | None,
        chpidv_value: str | None,
        lang_value: str | None,
        maxconn_value: int | None,
        maxvmcfi_value: int | None,
        affinity_value: str | None,
    ) -> None:
        self.option = option
        self.cpuid_value = cpuid_value
        self.chpidv_value = chpidv_value
        self.lang_value = lang_value
        self.maxconn_value = maxconn_value
        self.maxvmcfi_value = maxvmcfi_value
        self.affinity_value = affinity_value

class Pool(Statement):
    __slots__ = ('low', 'high', 'profile',)
    definition = BY_NAME["POOL"]
    keyword = "POOL"

    def __init__(
        self,
        low: int,
        high: int,
        profile: str,
    ) -> None:
        self.low = low
        self.high = high
        self.profile = profile

class Posixglist(Statement):
    __slots__ = ('gids', 'gnames',)
    definition = BY_NAME["POSIXGLIST"]
    keyword = "POSIXGLIST"

    def __init__(
        self,
        gids: tuple[int, ...] | None,
        gnames: tuple[str, ...] | None,
    ) -> None:
        self.gids = gids
        self.gnames = gnames

class Posixgroup(Statement):
    __slots__ = ('gname', 'gid',)
    definition = BY_NAME["POSIXGROUP"]
    keyword = "POSIXGROUP"

    def __init__(
        self,
        gname: str,
        gid: int,
    ) -> None:
        self.gname = gname
        self.gid = gid

class Posixinfo(Statement):
    __slots__ = ('uid', 'gid', 'gname', 'iwdir', 'iupgm', 'fsroot',)
    definition = BY_NAME["POSIXINFO"]
    keyword = "POSIXINFO"

    def __init__(
        self,
        uid: int | None,
        gid: int | None,
        gname: str | None,
        iwdir: str | None,
        iupgm: str | None,
        fsroot: str | None,
    ) -> None:
        self.uid = uid
        self.gid = gid
        self.gname = gname
        self.iwdir = iwdir
        self.iupgm = iupgm
        self.fsroot = fsroot

class Posixopt(Statement):
    __slots__ = ('querydb', 'setids', 'exec_setids',)
    definition = BY_NAME["POSIXOPT"]
    keyword = "POSIXOPT"

    def __init__(
        self,
        querydb: str | None,
        setids: str | None,
        exec_setids: str | None,
    ) -> None:
        self.querydb = querydb
        self.setids = setids
        self.exec_setids = exec_setids

class Profile(Statement):
    __slots__ = ('profile',)
    definition = BY_NAME["PROFILE"]
    keyword = "PROFILE"

    def __init__(
        self,
        profile: str,
    ) -> None:
        self.profile = profile

class Screen(Statement):
    __slots__ = ('area', 'color', 'hilite',)
    definition = BY_NAME["SCREEN"]
    keyword = "SCREEN"

    def __init__(
        self,
        area: tuple[str, ...],
        color: tuple[str | None, ...] | None,
        hilite: tuple[str | None, ...] | None,
    ) -> None:
        self.area = area
        self.color = color
        self.hilite = hilite

class Share(Statement):
    __slots__ = ('cputype', 'relative', 'absolute', 'max', 'limit',)
    definition = BY_NAME["SHARE"]
    keyword = "SHARE"

    def __init__(
        self,
        cputype: str | None,
        relative: int | None,
        absolute: str | None,
        max: str | None,
        limit: str | None,
    ) -> None:
        self.cputype = cputype
        self.relative = relative
        self.absolute = absolute
        self.max = max
        self.limit = limit

class Special(Statement):
    __slots__ = ('vdev', 'devtype', 'tail',)
    definition = BY_NAME["SPECIAL"]
    keyword = "SPECIAL"

    def __init__(
        self,
        vdev: str,
        devtype: str,
        tail: tuple[str, ...] | None,
    ) -> None:
        self.vdev = vdev
        self.devtype = devtype
        self.tail = tail

class Spool(Statement):
    __slots__ = ('vdev', 'devtype', 'direction', 'class_', 'width', 'length', 'wcgm', 'separator', 'data_check',)
    definition = BY_NAME["SPOOL"]
    keyword = "SPOOL"

    def __init__(
        self,
        vdev: str,
        devtype: str,
        direction: str | None,
        class_: str | None,
        width: str | None,
        length: int | None,
        wcgm: str | None,
        separator: str | None,
        data_check: str | None,
    ) -> None:
        self.vdev = vdev
        self.devtype = devtype
        self.direction = direction
        self.class_ = class_
        self.width = width
        self.length = length
        self.wcgm = wcgm
        self.separator = separator
        self.data_check = data_check

class Spoolfile(Statement):
    __slots__ = ('maxspool',)
    definition = BY_NAME["SPOOLFILE"]
    keyword = "SPOOLFILE"

    def __init__(
        self,
        maxspool: int,
    ) -> None:
        self.maxspool = maxspool

class Stdevopt(Statement):
    __slots__ = ('library', 'dasdsys',)
    definition = BY_NAME["STDEVOPT"]
    keyword = "STDEVOPT"

    def __init__(
        self,
        library: str | None,
        dasdsys: tuple[str, ...] | None,
    ) -> None:
        self.library = library
        self.dasdsys = dasdsys

class Storage(Statement):
    __slots__ = ('size',)
    definition = BY_NAME["STORAGE"]
    keyword = "STORAGE"

    def __init__(
        self,
        size: str,
    ) -> None:
        self.size = size

class Subconfig(Statement):
    __slots__ = ('id',)
    definition = BY_NAME["SUBCONFIG"]
    keyword = "SUBCONFIG"

    def __init__(
        self,
        id: str,
    ) -> None:
        self.id = id

class Sysaffin(Statement):
    __slots__ = ('when', 'systems',)
    definition = BY_NAME["SYSAFFIN"]
    keyword = "SYSAFFIN"

    def __init__(
        self,
        when: str | None,
        systems: tuple[str, ...],
    ) -> None:
        self.when = when
        self.systems = systems

class User(Statement):
    __slots__ = ('userid', 'password', 'storage', 'max_storage', 'class_', 'priority', 'line_end', 'line_delete', 'character_delete', 'escape',)
    definition = BY_NAME["USER"]
    keyword = "USER"

    def __init__(
        self,
        userid: str,
        password: str,
        storage: str | None,
        max_storage: str | None,
        class_: str | None,
        priority: int | None,
        line_end: str | None,
        line_delete: str | None,
        character_delete: str | None,
        escape: str | None,
    ) -> None:
        self.userid = userid
        self.password = password
        self.storage = storage
        self.max_storage = max_storage
        self.class_ = class_
        self.priority = priority
        self.line_end = line_end
        self.line_delete = line_delete
        self.character_delete = character_delete
        self.escape = escape

class Vmrelocate(Statement):
    __slots__ = ('state', 'domain',)
    definition = BY_NAME["VMRELOCATE"]
    keyword = "VMRELOCATE"

    def __init__(
        self,
        state: str | None,
        domain: str | None,
    ) -> None:
        self.state = state
        self.domain = domain

class Xautolog(Statement):
    __slots__ = ('userid',)
    definition = BY_NAME["XAUTOLOG"]
    keyword = "XAUTOLOG"

    def __init__(
        self,
        userid: tuple[str, ...],
    ) -> None:
        self.userid = userid

class Xconfig(Statement):
    __slots__ = ('kind', 'alsize', 'maxnumber', 'totsize', 'share',)
    definition = BY_NAME["XCONFIG"]
    keyword = "XCONFIG"

    def __init__(
        self,
        kind: str,
        alsize: int | None,
        maxnumber: int | None,
        totsize: str | None,
        share: str | None,
    ) -> None:
        self.kind = kind
        self.alsize = alsize
        self.maxnumber = maxnumber
        self.totsize = totsize
        self.share = share

class Xstore(Statement):
    __slots__ = ('min', 'max',)
    definition = BY_NAME["XSTORE"]
    keyword = "XSTORE"

    def __init__(
        self,
        min: str | None,
        max: str | None,
    ) -> None:
        self.min = min
        self.max = max
