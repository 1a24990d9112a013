"""One class per verb, its operands as attributes. Made from the table of verbs; do not edit:

    python -m tests.tools.typed_statements
"""

from dirtool.spec.dirmaint_verbs import VERB_BY_NAME
from dirtool.syntax.statement import Statement


class Account(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["ACCOUNT"]
    keyword = "ACCOUNT"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Acigroup(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["ACIGROUP"]
    keyword = "ACIGROUP"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Add(Statement):
    __slots__ = ('entry', 'like', 'password', 'verify_password', 'account', 'acigroup', 'member', 'identity',)
    definition = VERB_BY_NAME["ADD"]
    keyword = "ADD"

    def __init__(
        self,
        entry: str,
        like: str | None,
        password: str | None,
        verify_password: str | None,
        account: str | None,
        acigroup: str | None,
        member: str | None,
        identity: str | None,
    ) -> None:
        self.entry = entry
        self.like = like
        self.password = password
        self.verify_password = verify_password
        self.account = account
        self.acigroup = acigroup
        self.member = member
        self.identity = identity

class Agelist(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["AGELIST"]
    keyword = "AGELIST"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Amdisk(Statement):
    __slots__ = ('vdev', 'devtype', 'form', 'start', 'size', 'block_size', 'volid', 'rdev', 'area', 'mode', 'blksize', 'label', 'read_password', 'write_password', 'multi_password',)
    definition = VERB_BY_NAME["AMDISK"]
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
    __slots__ = ('statement', 'action',)
    definition = VERB_BY_NAME["APPCPASS"]
    keyword = "APPCPASS"

    def __init__(
        self,
        statement: str | None,
        action: str | None,
    ) -> None:
        self.statement = statement
        self.action = action

class Authdasd(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["AUTHDASD"]
    keyword = "AUTHDASD"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Authfor(Statement):
    __slots__ = ('userid', 'node', 'level', 'sets',)
    definition = VERB_BY_NAME["AUTHFOR"]
    keyword = "AUTHFOR"

    def __init__(
        self,
        userid: str,
        node: str | None,
        level: str | None,
        sets: str | None,
    ) -> None:
        self.userid = userid
        self.node = node
        self.level = level
        self.sets = sets

class Autolog(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["AUTOLOG"]
    keyword = "AUTOLOG"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Backup(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["BACKUP"]
    keyword = "BACKUP"

class Batch(Statement):
    __slots__ = ('fn', 'ft', 'fm',)
    definition = VERB_BY_NAME["BATCH"]
    keyword = "BATCH"

    def __init__(
        self,
        fn: str,
        ft: str | None,
        fm: str | None,
    ) -> None:
        self.fn = fn
        self.ft = ft
        self.fm = fm

class Check(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["CHECK"]
    keyword = "CHECK"

class Chngid(Statement):
    __slots__ = ('old', 'new',)
    definition = VERB_BY_NAME["CHNGID"]
    keyword = "CHNGID"

    def __init__(
        self,
        old: str,
        new: str,
    ) -> None:
        self.old = old
        self.new = new

class Chvaddr(Statement):
    __slots__ = ('old', 'new',)
    definition = VERB_BY_NAME["CHVADDR"]
    keyword = "CHVADDR"

    def __init__(
        self,
        old: str,
        new: str,
    ) -> None:
        self.old = old
        self.new = new

class Class(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["CLASS"]
    keyword = "CLASS"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Cleanup(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["CLEANUP"]
    keyword = "CLEANUP"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Clonedisk(Statement):
    __slots__ = ('vdev', 'source_user', 'source_vdev', 'form', 'start', 'size', 'block_size', 'volid', 'area', 'mode', 'read_password', 'write_password', 'multi_password',)
    definition = VERB_BY_NAME["CLONEDISK"]
    keyword = "CLONEDISK"

    def __init__(
        self,
        vdev: str,
        source_user: str,
        source_vdev: str,
        form: str | None,
        start: int | None,
        size: int | str | None,
        block_size: int | None,
        volid: str | None,
        area: str | None,
        mode: str | None,
        read_password: str | None,
        write_password: str | None,
        multi_password: str | None,
    ) -> None:
        self.vdev = vdev
        self.source_user = source_user
        self.source_vdev = source_vdev
        self.form = form
        self.start = start
        self.size = size
        self.block_size = block_size
        self.volid = volid
        self.area = area
        self.mode = mode
        self.read_password = read_password
        self.write_password = write_password
        self.multi_password = multi_password

class Cmdisk(Statement):
    __slots__ = ('vdev', 'devtype', 'form', 'start', 'size', 'block_size', 'volid', 'area', 'blksize', 'label',)
    definition = VERB_BY_NAME["CMDISK"]
    keyword = "CMDISK"

    def __init__(
        self,
        vdev: str,
        devtype: str,
        form: str,
        start: int | None,
        size: int | str | None,
        block_size: int | None,
        volid: str | None,
        area: str | None,
        blksize: str | None,
        label: str | None,
    ) -> None:
        self.vdev = vdev
        self.devtype = devtype
        self.form = form
        self.start = start
        self.size = size
        self.block_size = block_size
        self.volid = volid
        self.area = area
        self.blksize = blksize
        self.label = label

class Cms(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["CMS"]
    keyword = "CMS"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Command(Statement):
    __slots__ = ('action', 'ordinal', 'statement',)
    definition = VERB_BY_NAME["COMMAND"]
    keyword = "COMMAND"

    def __init__(
        self,
        action: str | None,
        ordinal: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.ordinal = ordinal
        self.statement = statement

class Console(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["CONSOLE"]
    keyword = "CONSOLE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Cp(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["CP"]
    keyword = "CP"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Cpu(Statement):
    __slots__ = ('cpuaddr', 'action', 'statement',)
    definition = VERB_BY_NAME["CPU"]
    keyword = "CPU"

    def __init__(
        self,
        cpuaddr: str | None,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.cpuaddr = cpuaddr
        self.action = action
        self.statement = statement

class Crypto(Statement):
    __slots__ = ('statement', 'action',)
    definition = VERB_BY_NAME["CRYPTO"]
    keyword = "CRYPTO"

    def __init__(
        self,
        statement: str | None,
        action: str | None,
    ) -> None:
        self.statement = statement
        self.action = action

class D8onecmd(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["D8ONECMD"]
    keyword = "D8ONECMD"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Dasd(Statement):
    __slots__ = ('action', 'area', 'group', 'method', 'region', 'regions', 'volid', 'volids', 'devtype', 'size', 'start', 'comment', 'names',)
    definition = VERB_BY_NAME["DASD"]
    keyword = "DASD"

    def __init__(
        self,
        action: str | None,
        area: str | None,
        group: str | None,
        method: str | None,
        region: str | None,
        regions: tuple[str, ...] | None,
        volid: str | None,
        volids: tuple[str, ...] | None,
        devtype: str | None,
        size: int | str | None,
        start: int | None,
        comment: str | None,
        names: tuple[str, ...] | None,
    ) -> None:
        self.action = action
        self.area = area
        self.group = group
        self.method = method
        self.region = region
        self.regions = regions
        self.volid = volid
        self.volids = volids
        self.devtype = devtype
        self.size = size
        self.start = start
        self.comment = comment
        self.names = names

class Dasdopt(Statement):
    __slots__ = ('vdev', 'action', 'statement',)
    definition = VERB_BY_NAME["DASDOPT"]
    keyword = "DASDOPT"

    def __init__(
        self,
        vdev: str | None,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.vdev = vdev
        self.action = action
        self.statement = statement

class Datamove(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["DATAMOVE"]
    keyword = "DATAMOVE"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Dateform(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["DATEFORM"]
    keyword = "DATEFORM"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Dedicate(Statement):
    __slots__ = ('vdev', 'action', 'statement',)
    definition = VERB_BY_NAME["DEDICATE"]
    keyword = "DEDICATE"

    def __init__(
        self,
        vdev: str | None,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.vdev = vdev
        self.action = action
        self.statement = statement

class Defaults(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["DEFAULTS"]
    keyword = "DEFAULTS"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Direct(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["DIRECT"]
    keyword = "DIRECT"

class Directory(Statement):
    __slots__ = ('statement', 'action',)
    definition = VERB_BY_NAME["DIRECTORY"]
    keyword = "DIRECTORY"

    def __init__(
        self,
        statement: str | None,
        action: str | None,
    ) -> None:
        self.statement = statement
        self.action = action

class Dirmaint(Statement):
    __slots__ = ('foruser', 'atnode', 'tosys', 'asuser', 'byuser', 'prompt', 'multiuser', 'request', 'cmdlevel', 'command',)
    definition = VERB_BY_NAME["DIRMAINT"]
    keyword = "DIRMAINT"

    def __init__(
        self,
        foruser: str | None,
        atnode: str | None,
        tosys: str | None,
        asuser: str | None,
        byuser: str | None,
        prompt: bool | None,
        multiuser: str | None,
        request: str | None,
        cmdlevel: str | None,
        command: str,
    ) -> None:
        self.foruser = foruser
        self.atnode = atnode
        self.tosys = tosys
        self.asuser = asuser
        self.byuser = byuser
        self.prompt = prompt
        self.multiuser = multiuser
        self.request = request
        self.cmdlevel = cmdlevel
        self.command = command

class Dirmap(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["DIRMAP"]
    keyword = "DIRMAP"

class Distrib(Statement):
    __slots__ = ('action', 'code',)
    definition = VERB_BY_NAME["DISTRIB"]
    keyword = "DISTRIB"

    def __init__(
        self,
        action: str | None,
        code: str | None,
    ) -> None:
        self.action = action
        self.code = code

class Dlink(Statement):
    __slots__ = ('owner', 'owner_vdev', 'vdev',)
    definition = VERB_BY_NAME["DLINK"]
    keyword = "DLINK"

    def __init__(
        self,
        owner: str,
        owner_vdev: str,
        vdev: str | None,
    ) -> None:
        self.owner = owner
        self.owner_vdev = owner_vdev
        self.vdev = vdev

class Dmdisk(Statement):
    __slots__ = ('vdev', 'cleaning',)
    definition = VERB_BY_NAME["DMDISK"]
    keyword = "DMDISK"

    def __init__(
        self,
        vdev: str,
        cleaning: str | None,
    ) -> None:
        self.vdev = vdev
        self.cleaning = cleaning

class Dmvctl(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["DMVCTL"]
    keyword = "DMVCTL"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Dropdasd(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["DROPDASD"]
    keyword = "DROPDASD"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Dropfor(Statement):
    __slots__ = ('userid', 'node', 'level',)
    definition = VERB_BY_NAME["DROPFOR"]
    keyword = "DROPFOR"

    def __init__(
        self,
        userid: str,
        node: str | None,
        level: str | None,
    ) -> None:
        self.userid = userid
        self.node = node
        self.level = level

class Dsatctl(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["DSATCTL"]
    keyword = "DSATCTL"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Dsecuser(Statement):
    __slots__ = ('action', 'userid',)
    definition = VERB_BY_NAME["DSECUSER"]
    keyword = "DSECUSER"

    def __init__(
        self,
        action: str | None,
        userid: str | None,
    ) -> None:
        self.action = action
        self.userid = userid

class Edit(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["EDIT"]
    keyword = "EDIT"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Execdrop(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["EXECDROP"]
    keyword = "EXECDROP"

class Execload(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["EXECLOAD"]
    keyword = "EXECLOAD"

class Extnchk(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["EXTNCHK"]
    keyword = "EXTNCHK"

class File(Statement):
    __slots__ = ('fn', 'ft', 'fm',)
    definition = VERB_BY_NAME["FILE"]
    keyword = "FILE"

    def __init__(
        self,
        fn: str,
        ft: str,
        fm: str | None,
    ) -> None:
        self.fn = fn
        self.ft = ft
        self.fm = fm

class Freext(Statement):
    __slots__ = ('area', 'names', 'old_area',)
    definition = VERB_BY_NAME["FREEXT"]
    keyword = "FREEXT"

    def __init__(
        self,
        area: str | None,
        names: tuple[str, ...] | None,
        old_area: str | None,
    ) -> None:
        self.area = area
        self.names = names
        self.old_area = old_area

class Get(Statement):
    __slots__ = ('lock', 'nolock',)
    definition = VERB_BY_NAME["GET"]
    keyword = "GET"

    def __init__(
        self,
        lock: bool | None,
        nolock: bool | None,
    ) -> None:
        self.lock = lock
        self.nolock = nolock

class Globaldefs(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["GLOBALDEFS"]
    keyword = "GLOBALDEFS"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Globalopts(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["GLOBALOPTS"]
    keyword = "GLOBALOPTS"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Globalv(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["GLOBALV"]
    keyword = "GLOBALV"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Help(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["HELP"]
    keyword = "HELP"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class History(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["HISTORY"]
    keyword = "HISTORY"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Include(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["INCLUDE"]
    keyword = "INCLUDE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Iopriority(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["IOPRIORITY"]
    keyword = "IOPRIORITY"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Ipl(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["IPL"]
    keyword = "IPL"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Iucv(Statement):
    __slots__ = ('statement', 'action',)
    definition = VERB_BY_NAME["IUCV"]
    keyword = "IUCV"

    def __init__(
        self,
        statement: str | None,
        action: str | None,
    ) -> None:
        self.statement = statement
        self.action = action

class Ivp(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["IVP"]
    keyword = "IVP"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Language(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["LANGUAGE"]
    keyword = "LANGUAGE"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Link(Statement):
    __slots__ = ('owner', 'owner_vdev', 'vdev', 'mode', 'link_password',)
    definition = VERB_BY_NAME["LINK"]
    keyword = "LINK"

    def __init__(
        self,
        owner: str,
        owner_vdev: str,
        vdev: str | None,
        mode: str | None,
        link_password: str | None,
    ) -> None:
        self.owner = owner
        self.owner_vdev = owner_vdev
        self.vdev = vdev
        self.mode = mode
        self.link_password = link_password

class Links(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["LINKS"]
    keyword = "LINKS"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Loaddev(Statement):
    __slots__ = ('statement', 'action',)
    definition = VERB_BY_NAME["LOADDEV"]
    keyword = "LOADDEV"

    def __init__(
        self,
        statement: str | None,
        action: str | None,
    ) -> None:
        self.statement = statement
        self.action = action

class Lock(Statement):
    __slots__ = ('vdev', 'reason',)
    definition = VERB_BY_NAME["LOCK"]
    keyword = "LOCK"

    def __init__(
        self,
        vdev: str | None,
        reason: tuple[str, ...] | None,
    ) -> None:
        self.vdev = vdev
        self.reason = reason

class Logonby(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["LOGONBY"]
    keyword = "LOGONBY"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Machine(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["MACHINE"]
    keyword = "MACHINE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Mail(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["MAIL"]
    keyword = "MAIL"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Maxstore(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["MAXSTORE"]
    keyword = "MAXSTORE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Mdaudit(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["MDAUDIT"]
    keyword = "MDAUDIT"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Mdisk(Statement):
    __slots__ = ('action', 'vdev', 'mode', 'read_password', 'write_password', 'multi_password',)
    definition = VERB_BY_NAME["MDISK"]
    keyword = "MDISK"

    def __init__(
        self,
        action: str | None,
        vdev: str | None,
        mode: str | None,
        read_password: str | None,
        write_password: str | None,
        multi_password: str | None,
    ) -> None:
        self.action = action
        self.vdev = vdev
        self.mode = mode
        self.read_password = read_password
        self.write_password = write_password
        self.multi_password = multi_password

class Mdpw(Statement):
    __slots__ = ('vdev', 'read_password', 'write_password', 'multi_password',)
    definition = VERB_BY_NAME["MDPW"]
    keyword = "MDPW"

    def __init__(
        self,
        vdev: str,
        read_password: str | None,
        write_password: str | None,
        multi_password: str | None,
    ) -> None:
        self.vdev = vdev
        self.read_password = read_password
        self.write_password = write_password
        self.multi_password = multi_password

class Miniopt(Statement):
    __slots__ = ('vdev', 'action', 'statement',)
    definition = VERB_BY_NAME["MINIOPT"]
    keyword = "MINIOPT"

    def __init__(
        self,
        vdev: str | None,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.vdev = vdev
        self.action = action
        self.statement = statement

class Namesave(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["NAMESAVE"]
    keyword = "NAMESAVE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Needpass(Statement):
    __slots__ = ('setting',)
    definition = VERB_BY_NAME["NEEDPASS"]
    keyword = "NEEDPASS"

    def __init__(
        self,
        setting: str,
    ) -> None:
        self.setting = setting

class Nicdef(Statement):
    __slots__ = ('vdev', 'action', 'statement',)
    definition = VERB_BY_NAME["NICDEF"]
    keyword = "NICDEF"

    def __init__(
        self,
        vdev: str | None,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.vdev = vdev
        self.action = action
        self.statement = statement

class Nopdata(Statement):
    __slots__ = ('action',)
    definition = VERB_BY_NAME["NOPDATA"]
    keyword = "NOPDATA"

    def __init__(
        self,
        action: str | None,
    ) -> None:
        self.action = action

class Notape(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["NOTAPE"]
    keyword = "NOTAPE"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Offline(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["OFFLINE"]
    keyword = "OFFLINE"

class Online(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["ONLINE"]
    keyword = "ONLINE"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Option(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["OPTION"]
    keyword = "OPTION"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Pool(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["POOL"]
    keyword = "POOL"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Posixfsroot(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["POSIXFSROOT"]
    keyword = "POSIXFSROOT"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Posixglist(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["POSIXGLIST"]
    keyword = "POSIXGLIST"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Posixgroup(Statement):
    __slots__ = ('statement', 'action',)
    definition = VERB_BY_NAME["POSIXGROUP"]
    keyword = "POSIXGROUP"

    def __init__(
        self,
        statement: str | None,
        action: str | None,
    ) -> None:
        self.statement = statement
        self.action = action

class Posixinfo(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["POSIXINFO"]
    keyword = "POSIXINFO"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Posixiupgm(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["POSIXIUPGM"]
    keyword = "POSIXIUPGM"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Posixiwdir(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["POSIXIWDIR"]
    keyword = "POSIXIWDIR"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Posixopt(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["POSIXOPT"]
    keyword = "POSIXOPT"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Prioset(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["PRIOSET"]
    keyword = "PRIOSET"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Privclass(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["PRIVCLASS"]
    keyword = "PRIVCLASS"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Purge(Statement):
    __slots__ = ('cleaning',)
    definition = VERB_BY_NAME["PURGE"]
    keyword = "PURGE"

    def __init__(
        self,
        cleaning: str | None,
    ) -> None:
        self.cleaning = cleaning

class Pw(Statement):
    __slots__ = ('kind', 'length', 'password', 'verify_password',)
    definition = VERB_BY_NAME["PW"]
    keyword = "PW"

    def __init__(
        self,
        kind: str | None,
        length: int | None,
        password: str | None,
        verify_password: str | None,
    ) -> None:
        self.kind = kind
        self.length = length
        self.password = password
        self.verify_password = verify_password

class Pwgen(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["PWGEN"]
    keyword = "PWGEN"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Pwmon(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["PWMON"]
    keyword = "PWMON"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Qrydasd(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["QRYDASD"]
    keyword = "QRYDASD"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Query(Statement):
    __slots__ = ('what', 'words',)
    definition = VERB_BY_NAME["QUERY"]
    keyword = "QUERY"

    def __init__(
        self,
        what: str,
        words: tuple[str, ...] | None,
    ) -> None:
        self.what = what
        self.words = words

class Replace(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["REPLACE"]
    keyword = "REPLACE"

class Review(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["REVIEW"]
    keyword = "REVIEW"

class Rldcode(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["RLDCODE"]
    keyword = "RLDCODE"

class Rlddata(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["RLDDATA"]
    keyword = "RLDDATA"

class Rldextn(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["RLDEXTN"]
    keyword = "RLDEXTN"

class Rmdisk(Statement):
    __slots__ = ('vdev', 'devtype', 'form', 'start', 'size', 'block_size', 'volid', 'rdev', 'area', 'blksize', 'label',)
    definition = VERB_BY_NAME["RMDISK"]
    keyword = "RMDISK"

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
        blksize: str | None,
        label: str | None,
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
        self.blksize = blksize
        self.label = label

class Scan(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["SCAN"]
    keyword = "SCAN"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Screen(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["SCREEN"]
    keyword = "SCREEN"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Send(Statement):
    __slots__ = ('fn', 'ft', 'fm',)
    definition = VERB_BY_NAME["SEND"]
    keyword = "SEND"

    def __init__(
        self,
        fn: str,
        ft: str,
        fm: str | None,
    ) -> None:
        self.fn = fn
        self.ft = ft
        self.fm = fm

class Setcpu(Statement):
    __slots__ = ('cpuaddr', 'action', 'statement',)
    definition = VERB_BY_NAME["SETCPU"]
    keyword = "SETCPU"

    def __init__(
        self,
        cpuaddr: str | None,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.cpuaddr = cpuaddr
        self.action = action
        self.statement = statement

class Setmach(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["SETMACH"]
    keyword = "SETMACH"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Setoptn(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["SETOPTN"]
    keyword = "SETOPTN"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Setptokn(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["SETPTOKN"]
    keyword = "SETPTOKN"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Setpw(Statement):
    __slots__ = ('password', 'days',)
    definition = VERB_BY_NAME["SETPW"]
    keyword = "SETPW"

    def __init__(
        self,
        password: str,
        days: int | None,
    ) -> None:
        self.password = password
        self.days = days

class Share(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["SHARE"]
    keyword = "SHARE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Shutdown(Statement):
    __slots__ = ()
    definition = VERB_BY_NAME["SHUTDOWN"]
    keyword = "SHUTDOWN"

class Special(Statement):
    __slots__ = ('vdev', 'action', 'statement',)
    definition = VERB_BY_NAME["SPECIAL"]
    keyword = "SPECIAL"

    def __init__(
        self,
        vdev: str | None,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.vdev = vdev
        self.action = action
        self.statement = statement

class Spool(Statement):
    __slots__ = ('vdev', 'action', 'statement',)
    definition = VERB_BY_NAME["SPOOL"]
    keyword = "SPOOL"

    def __init__(
        self,
        vdev: str | None,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.vdev = vdev
        self.action = action
        self.statement = statement

class Spoolfile(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["SPOOLFILE"]
    keyword = "SPOOLFILE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Ssi(Statement):
    __slots__ = ('volid',)
    definition = VERB_BY_NAME["SSI"]
    keyword = "SSI"

    def __init__(
        self,
        volid: tuple[str, ...] | None,
    ) -> None:
        self.volid = volid

class Stag(Statement):
    __slots__ = ('tag', 'action', 'value',)
    definition = VERB_BY_NAME["STAG"]
    keyword = "STAG"

    def __init__(
        self,
        tag: str | None,
        action: str | None,
        value: str | None,
    ) -> None:
        self.tag = tag
        self.action = action
        self.value = value

class Status(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["STATUS"]
    keyword = "STATUS"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Stdevopt(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["STDEVOPT"]
    keyword = "STDEVOPT"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Storage(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["STORAGE"]
    keyword = "STORAGE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Subscribe(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["SUBSCRIBE"]
    keyword = "SUBSCRIBE"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Sysaffin(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["SYSAFFIN"]
    keyword = "SYSAFFIN"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Term(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["TERM"]
    keyword = "TERM"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Testpw(Statement):
    __slots__ = ('password',)
    definition = VERB_BY_NAME["TESTPW"]
    keyword = "TESTPW"

    def __init__(
        self,
        password: str,
    ) -> None:
        self.password = password

class Tmdisk(Statement):
    __slots__ = ('vdev', 'new_owner', 'new_vdev', 'mode', 'read_password', 'write_password', 'multi_password',)
    definition = VERB_BY_NAME["TMDISK"]
    keyword = "TMDISK"

    def __init__(
        self,
        vdev: str,
        new_owner: str,
        new_vdev: str,
        mode: str | None,
        read_password: str | None,
        write_password: str | None,
        multi_password: str | None,
    ) -> None:
        self.vdev = vdev
        self.new_owner = new_owner
        self.new_vdev = new_vdev
        self.mode = mode
        self.read_password = read_password
        self.write_password = write_password
        self.multi_password = multi_password

class Undossi(Statement):
    __slots__ = ('volid',)
    definition = VERB_BY_NAME["UNDOSSI"]
    keyword = "UNDOSSI"

    def __init__(
        self,
        volid: str | None,
    ) -> None:
        self.volid = volid

class Unlock(Statement):
    __slots__ = ('vdev',)
    definition = VERB_BY_NAME["UNLOCK"]
    keyword = "UNLOCK"

    def __init__(
        self,
        vdev: str | None,
    ) -> None:
        self.vdev = vdev

class Usedext(Statement):
    __slots__ = ('area', 'names', 'old_area',)
    definition = VERB_BY_NAME["USEDEXT"]
    keyword = "USEDEXT"

    def __init__(
        self,
        area: str | None,
        names: tuple[str, ...] | None,
        old_area: str | None,
    ) -> None:
        self.area = area
        self.names = names
        self.old_area = old_area

class User(Statement):
    __slots__ = ('what',)
    definition = VERB_BY_NAME["USER"]
    keyword = "USER"

    def __init__(
        self,
        what: str,
    ) -> None:
        self.what = what

class Vconfig(Statement):
    __slots__ = ('words',)
    definition = VERB_BY_NAME["VCONFIG"]
    keyword = "VCONFIG"

    def __init__(
        self,
        words: tuple[str, ...] | None,
    ) -> None:
        self.words = words

class Vmrelocate(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["VMRELOCATE"]
    keyword = "VMRELOCATE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Workunit(Statement):
    __slots__ = ('workunit',)
    definition = VERB_BY_NAME["WORKUNIT"]
    keyword = "WORKUNIT"

    def __init__(
        self,
        workunit: str,
    ) -> None:
        self.workunit = workunit

class Xautolog(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["XAUTOLOG"]
    keyword = "XAUTOLOG"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement

class Xconfig(Statement):
    __slots__ = ('statement', 'action',)
    definition = VERB_BY_NAME["XCONFIG"]
    keyword = "XCONFIG"

    def __init__(
        self,
        statement: str | None,
        action: str | None,
    ) -> None:
        self.statement = statement
        self.action = action

class Xstore(Statement):
    __slots__ = ('action', 'statement',)
    definition = VERB_BY_NAME["XSTORE"]
    keyword = "XSTORE"

    def __init__(
        self,
        action: str | None,
        statement: str | None,
    ) -> None:
        self.action = action
        self.statement = statement
